"""The record sheets of goodworks."""

from lianxin.core.sheets import Sheet
from lianxin.goodworks.models import Campaign, Donation, Honour, Mentorship, Participation, Work, WorkStat

SHEETS = (
    Sheet("campaigns", Campaign, key=("campaign_no",), en="Campaigns"),
    Sheet("participations", Participation, key=("campaign_no", "member_no", "date"), en="Participations"),
    Sheet("donations", Donation, key=("donation_no",), en="Donations"),
    Sheet("honours", Honour, key=("member_no", "title", "awarded_on"), en="Honours"),
    Sheet("mentorships", Mentorship, key=("mentor_no", "mentee_no", "starts_on"), en="Mentorships"),
    Sheet("works", Work, key=("work_no",), en="Works"),
    Sheet("work_stats", WorkStat, key=("work_no", "as_of"), en="Work statistics"),
)
