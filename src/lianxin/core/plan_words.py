"""What the codes of the season planner mean in words; a part of `messages`."""

from django.utils.translation import gettext_noop as _

PLAN_FILES = {
    "plan_file_faults": _("The file has %(count)s faults; mend them and try again"),
    "plan_locks_conflict": _("There is no plan: locks and rules cannot hold together."),
    "plan_locks_unclear": _(
        "Whether all locks can be kept could not be found out; name the time and the studio in the open ones."
    ),
    "plan_unknown_key": _("is not known here; leave it out"),
    "plan_unknown_key_near": _("is not known here; write “%(near)s”"),
    "plan_missing_key": _("is missing"),
    "plan_below": _("%(value)s is too small; at least %(least)s"),
    "plan_above": _("%(value)s is too much; at most %(most)s"),
    "plan_bad_date": _("“%(value)s” is no date; write it like 2024-03-04"),
    "plan_bad_time": _("“%(value)s” is no time; write it like 08:00"),
    "plan_not_number": _("“%(value)s” is no number"),
    "plan_not_whole_number": _("“%(value)s” is no whole number"),
    "plan_not_text": _("“%(value)s” is no text in quotes, or an empty one"),
    "plan_not_one_of": _("“%(value)s” is not one of: %(known)s"),
    "plan_not_list": _("must be a list, in square brackets"),
    "plan_not_row": _("must be a list of %(columns)s values"),
    "plan_not_object": _("must be an object, in braces"),
    "plan_repeated": _("“%(value)s” stands here a second time; leave one out"),
    "plan_no_creator": _("There is no creator “%(value)s”"),
    "plan_no_creator_near": _("There is no creator “%(value)s”. Did you mean “%(near)s”?"),
    "plan_no_studio": _("There is no studio “%(value)s”"),
    "plan_no_studio_near": _("There is no studio “%(value)s”. Did you mean “%(near)s”?"),
    "plan_no_grower": _("There is no grower “%(value)s”"),
    "plan_no_grower_near": _("There is no grower “%(value)s”. Did you mean “%(near)s”?"),
    "plan_no_product": _("There is no product “%(value)s”"),
    "plan_no_product_near": _("There is no product “%(value)s”. Did you mean “%(near)s”?"),
    "plan_no_slot": _("There is no slot %(value)s; slots are numbered in the order of their list, from 0"),
    "plan_no_type": _("No studio is of the type “%(value)s”"),
    "plan_no_type_near": _("No studio is of the type “%(value)s”. Did you mean “%(near)s”?"),
    "plan_slot_number": _("Slots are numbered in the order of their list; write %(wanted)s, not %(value)s"),
    "plan_week_of_day": _("Another slot of %(date)s is in week %(week)s; a day is in one week"),
    "plan_week_falls": _("%(date)s comes after %(before)s, which is in week %(week)s; weeks rise with dates"),
    "plan_order_of_day": _(
        "On %(date)s the slot at %(starts)s comes after the one at %(before)s; its place in the day must be "
        "higher"
    ),
    "plan_fatigue_short": _(
        "Up to %(most)s sessions a week, but rules.fatigue has prices for %(prices)s; add the missing ones"
    ),
    "plan_fatigue_falls": _(
        "%(value)s is less than the price before, %(before)s; a later session never tires less"
    ),
    "plan_supply_short": _(
        "%(length)s weeks are given, the season has %(weeks)s; write 0 where nothing comes"
    ),
    "plan_factors_length": _("%(length)s factors are given, one for each of the %(slots)s slots is needed"),
    "plan_curve_start": _("The curve begins with what 0 units sell, so with 0, not with %(value)s"),
    "plan_curve_short": _(
        "%(length)s values are given; from 0 units to rules.max_units_per_product %(wanted)s are needed"
    ),
    "plan_part_empty": _("names nothing; name a creator, studio, slot or product, or leave it out"),
    "plan_gap_empty": _("The file has no numbers"),
    "plan_gap_not_whole": _("Line %(line)s: “%(value)s” is no whole number"),
    "plan_gap_not_number": _("Line %(line)s: “%(value)s” is no number that can be counted with"),
    "plan_gap_below": _("Line %(line)s: %(value)s is too small; at least %(least)s"),
    "plan_gap_above": _("Line %(line)s: %(value)s is too much; at most %(most)s"),
    "plan_gap_short": _("The file ends in line %(line)s, before this number"),
    "plan_gap_long": _(
        "Line %(line)s: %(count)s numbers more than the problem has; check the numbers of agents and jobs"
    ),
    "plan_too_many_units": _("%(value)s units together; a session has at most %(most)s"),
}
#: Rules that a plan breaks, each `plan_broken_` and the checker's name of it.
PLAN_RULES = {
    "plan_broken_unknown_creator": _("There is no creator “%(value)s”"),
    "plan_broken_unknown_studio": _("There is no studio “%(value)s”"),
    "plan_broken_unknown_slot": _("There is no slot %(value)s"),
    "plan_broken_unknown_product": _("There is no product “%(value)s”"),
    "plan_broken_creator_busy": _("%(creator)s is not free on %(date)s at %(starts)s"),
    "plan_broken_studio_busy": _("Studio %(studio)s is not free on %(date)s at %(starts)s"),
    "plan_broken_studio_type": _(
        "%(creator)s does not go to studios of the type “%(type)s” (%(studio)s, %(date)s %(starts)s)"
    ),
    "plan_broken_no_demand": _("%(creator)s cannot sell %(product)s (%(date)s %(starts)s)"),
    "plan_broken_no_units": _("The session of %(creator)s on %(date)s at %(starts)s sells nothing"),
    "plan_broken_too_many_units": _(
        "The session of %(creator)s on %(date)s at %(starts)s has %(units)s units; at most %(most)s"
    ),
    "plan_broken_product_units": _(
        "%(product)s has %(units)s units in the session of %(creator)s on %(date)s at %(starts)s; from 1 to "
        "%(most)s"
    ),
    "plan_broken_creator_day": _("%(creator)s has more than one session on %(date)s"),
    "plan_broken_studio_slot": _("Studio %(studio)s is planned more than once on %(date)s at %(starts)s"),
    "plan_broken_repeat": _(
        "%(creator)s sells %(product)s in %(count)s sessions of week %(week)s; at most %(most)s"
    ),
    "plan_broken_week_cap": _("%(creator)s has %(count)s sessions in week %(week)s; at most %(most)s"),
    "plan_broken_run": _(
        "%(creator)s has sessions on %(days)s days in a row from %(date)s; at most %(most)s"
    ),
    "plan_broken_rest": _(
        "%(creator)s begins early on %(date)s at %(starts)s after the last slot of the day before"
    ),
    "plan_broken_locked": _("No session keeps lock %(number)s"),
    "plan_broken_forbidden": _("The session of %(creator)s on %(date)s at %(starts)s hits ban %(number)s"),
}
#: What stands in the way of a product, each code as the planner's explanations give it.
PLAN_WHY = {
    "plan_why_no_demand": _("%(creator)s cannot sell %(product)s: no demand of this pair is known"),
    "plan_why_no_supply": _("Nothing comes in of %(product)s"),
    "plan_why_sold_out": _("%(sold)s of %(supply)s units of %(product)s are expected to be sold already"),
    "plan_why_left": _("%(sold)s of %(supply)s units of %(product)s are expected to be sold"),
    "plan_why_unit": _(
        "One more unit wanted of %(product)s in week %(week)s would bring about %(yuan)s yuan (a unit sold: "
        "%(margin)s)"
    ),
    "plan_why_week_full": _("%(creator)s has %(most)s sessions, which is the most, in week %(weeks)s"),
    "plan_why_repeat": _(
        "%(creator)s shows %(product)s %(most)s times, which is the most, in week %(weeks)s"
    ),
    "plan_why_no_place": _(
        "%(creator)s has no day left with a free slot and a free studio of the right type"
    ),
    "plan_why_others": _("It would take the place of %(others)s, which loses %(loss)s yuan"),
    "plan_why_costs": _("A session for it costs %(loss)s yuan more than it brings"),
}
#: Locks, bans and rules that cannot hold together, each `plan_conflict_` and the checker's name of it.
PLAN_CONFLICTS = {
    "plan_conflict_locked": _("Lock %(number)s: %(part)s"),
    "plan_conflict_forbidden": _("Ban %(number)s: %(part)s"),
    "plan_conflict_creator_busy": _("%(creator)s comes only when free"),
    "plan_conflict_studio_type": _("%(creator)s goes only to studios of certain types"),
    "plan_conflict_no_demand": _("%(creator)s sells only products with known demand"),
    "plan_conflict_creator_day": _("%(creator)s has at most one session a day"),
    "plan_conflict_repeat": _("%(creator)s shows a product in at most %(most)s sessions a week"),
    "plan_conflict_week_cap": _("%(creator)s has at most %(most)s sessions a week"),
    "plan_conflict_run": _("%(creator)s has sessions on at most %(most)s days in a row"),
    "plan_conflict_rest": _("%(creator)s does not begin a day early after the last slot of the day before"),
    "plan_conflict_studio_busy": _("Studio %(studio)s is used only when free"),
    "plan_conflict_studio_slot": _("Studio %(studio)s holds one session at a time"),
    "plan_granted_planner": _("whoever plans"),
    "plan_granted_creator": _("the creator"),
    "plan_granted_studio": _("the studio's manager"),
    "plan_granted_office": _("the office"),
    "plan_wish_promise": _("%(key)s sells %(wished)s units as promised; at most %(most)s can be reached"),
    "plan_wish_floor": _("%(key)s earns %(wished)s yuan at least; at most %(most)s can be reached"),
    "plan_wish_creator": _("%(key)s has %(wished)s sessions at least; at most %(most)s can be reached"),
    "plan_wish_week_cap": _("%(key)s has no more sessions a week than agreed"),
    "plan_wish_run": _("%(key)s has no more days in a row than allowed"),
}
