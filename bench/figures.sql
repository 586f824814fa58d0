-- The 64 figures as an analyst would write them. Each statement gives the figures named above it, in that order.
-- :first and :last are the period's days.

-- learning.events learning.courses
SELECT count(*), count(*) FILTER (kind = '培训班')
FROM events
WHERE status = '已举办' AND starts_on BETWEEN :first AND :last;

-- learning.attendances learning.all_attendances
SELECT count(*) FILTER (kind = '培训班'), count(*)
FROM attendances JOIN events USING (event_no)
WHERE status = '已举办' AND date BETWEEN :first AND :last;

-- learning.certificates
SELECT count(*)
FROM certificates
WHERE issued_on BETWEEN :first AND :last AND (revoked_on IS NULL OR revoked_on > :last);

-- council.units people.network_companies
SELECT count(*) FILTER (kind = '成员单位'), count(*) FILTER (kind = '网络企业')
FROM organisations
WHERE (joined_on IS NULL OR joined_on <= :last) AND (left_on IS NULL OR left_on > :last);

-- council.meetings
SELECT count(*)
FROM meetings
WHERE kind = '专题会议' AND held_on BETWEEN :first AND :last;

-- council.measures council.measures_done council.on_time_rate
SELECT count(*), count(*) FILTER (done_on <= :last), 100.0 * count(*) FILTER (done_on <= due_on) / count(*)
FROM measures
WHERE due_on BETWEEN :first AND :last;

-- council.tasks_closed
SELECT count(*)
FROM resolutions
WHERE kind = '任务' AND done_on BETWEEN :first AND :last;

-- people.members people.focus_members
SELECT count(*), count(*) FILTER (focus)
FROM members
WHERE (joined_on IS NULL OR joined_on <= :last) AND (left_on IS NULL OR left_on > :last);

-- people.followers people.likes
SELECT coalesce(sum(followers), 0), coalesce(sum(likes), 0)
FROM (FROM accounts
WHERE as_of <= :last QUALIFY row_number() OVER (PARTITION BY platform, account_id ORDER BY as_of DESC) = 1);

-- liaison.officers liaison.most_per_officer
SELECT count(*), max(n)
FROM (SELECT officer_no, count(DISTINCT member_no) AS n
FROM assignments
WHERE (starts_on IS NULL OR starts_on <= :last) AND (ends_on IS NULL OR ends_on > :last) GROUP BY officer_no);

-- liaison.coverage
SELECT 100.0 * count(*) FILTER (member_no IN (SELECT member_no
FROM assignments
WHERE (starts_on IS NULL OR starts_on <= :last) AND (ends_on IS NULL OR ends_on > :last))) / count(*)
FROM members
WHERE focus AND (joined_on IS NULL OR joined_on <= :last) AND (left_on IS NULL OR left_on > :last);

-- liaison.contacts
SELECT count(*)
FROM contacts
WHERE reached AND date BETWEEN :first AND :last;

-- liaison.cases_opened
SELECT count(*)
FROM cases
WHERE opened_on BETWEEN :first AND :last;

-- liaison.cases_closed liaison.case_days
SELECT count(*), median(closed_on - opened_on)
FROM cases
WHERE closed_on BETWEEN :first AND :last;

-- liaison.cases_solved
SELECT count(*)
FROM cases
WHERE confirmation = '已解决' AND confirmed_on BETWEEN :first AND :last;

-- spaces.bases
SELECT count(*)
FROM bases
WHERE (opened_on IS NULL OR opened_on <= :last) AND (closed_on IS NULL OR closed_on > :last);

-- spaces.studios
SELECT count(*)
FROM studios
WHERE (opened_on IS NULL OR opened_on <= :last) AND (closed_on IS NULL OR closed_on > :last);

-- spaces.bookings_used spaces.hours_used spaces.no_show_rate
SELECT count(*) FILTER (status = '已使用'), coalesce(sum(epoch(ends_at - starts_at)) FILTER (status = '已使用'), 0) / 3600, 100.0 * count(*) FILTER (status = '未到') / count(*)
FROM bookings
WHERE status IN ('已使用', '未到') AND starts_at >= :first AND starts_at < :last + 1;

-- spaces.utilisation
WITH used AS (SELECT studio_no, sum(epoch(ends_at - starts_at)) AS s FROM bookings
              WHERE status = '已使用' AND starts_at >= :first AND starts_at < :last + 1 GROUP BY ALL),
hours AS (SELECT studio_no, opens[1:2]::INT * 60 + opens[4:5]::INT AS b, opens[7:8]::INT * 60 + opens[10:11]::INT AS e,
          greatest(0, least(coalesce(closed_on, :last + 1), :last + 1)
                      - greatest(opened_on, :first)) AS days FROM studios)
SELECT 100.0 * coalesce(sum(s), 0) / sum((e - b + CASE WHEN e <= b THEN 1440 ELSE 0 END) * 60 * days)
FROM hours LEFT JOIN used USING (studio_no);

-- voice.appointments voice.first_ever
SELECT count(*), count(*) FILTER (first_ever)
FROM appointments
WHERE starts_on BETWEEN :first AND :last;

-- voice.serving
SELECT count(*)
FROM appointments
WHERE (starts_on IS NULL OR starts_on <= :last) AND (ends_on IS NULL OR ends_on > :last);

-- voice.proposals
SELECT count(*)
FROM proposals
WHERE submitted_on BETWEEN :first AND :last;

-- voice.answered voice.satisfaction
SELECT count(*), 100.0 * count(*) FILTER (rating IN ('满意', '基本满意')) / nullif(count(*) FILTER (rating <> ''), 0)
FROM proposals
WHERE answered_on BETWEEN :first AND :last;

-- goodworks.campaigns
SELECT count(*)
FROM campaigns
WHERE starts_on BETWEEN :first AND :last;

-- goodworks.volunteers goodworks.hours
SELECT count(DISTINCT member_no), coalesce(sum(hours), 0)
FROM participations
WHERE date BETWEEN :first AND :last;

-- goodworks.donations
SELECT coalesce(sum(amount), 0)
FROM donations
WHERE donated_on BETWEEN :first AND :last;

-- goodworks.honours
SELECT count(*)
FROM honours
WHERE awarded_on BETWEEN :first AND :last;

-- goodworks.mentees
SELECT count(DISTINCT mentee_no)
FROM mentorships
WHERE (starts_on IS NULL OR starts_on <= :last) AND (ends_on IS NULL OR ends_on > :last);

-- goodworks.works
SELECT count(*)
FROM works
WHERE published_on BETWEEN :first AND :last;

-- goodworks.views
SELECT coalesce(sum(views), 0)
FROM works JOIN (SELECT work_no, arg_max(views, as_of) AS views
FROM work_stats
WHERE as_of <= :last GROUP BY ALL) USING (work_no)
WHERE published_on BETWEEN :first AND :last;

-- market.outlets
SELECT count(*)
FROM outlets
WHERE (opened_on IS NULL OR opened_on <= :last) AND (closed_on IS NULL OR closed_on > :last);

-- market.products
SELECT count(*)
FROM products
WHERE (listed_on IS NULL OR listed_on <= :last) AND (delisted_on IS NULL OR delisted_on > :last);

-- market.contract_area
SELECT coalesce(sum(area_mu), 0)
FROM contracts
WHERE (signed_on IS NULL OR signed_on <= :last) AND (ends_on IS NULL OR ends_on > :last);

-- market.investment market.jobs
SELECT coalesce(sum(amount), 0), coalesce(sum(jobs), 0)
FROM investments
WHERE signed_on BETWEEN :first AND :last;

-- market.live_sessions
SELECT count(*)
FROM live_sessions
WHERE starts_at >= :first AND starts_at < :last + 1;

-- sales.orders sales.units sales.items sales.gross sales.refunds sales.net sales.refund_rate sales.bestsellers sales.bestseller_rate sales.provinces sales.unattributed
WITH ids AS (SELECT platform, account_id, arg_max(member_no, as_of) AS member FROM accounts GROUP BY ALL),
names AS (SELECT platform, nickname_key, min(member_no) AS member FROM accounts WHERE nickname_key <> ''
          GROUP BY ALL HAVING count(DISTINCT member_no) = 1),
ranked AS (SELECT DISTINCT platform, item_id, true AS ranked FROM rankings WHERE date BETWEEN :first AND :last),
sold AS (SELECT l.*, ranked, coalesce(ids.member, names.member,
                CASE WHEN creator_id = '' AND creator_name = '' THEN listings.member_no END, '') AS member
         FROM lines l LEFT JOIN ids ON ids.platform = l.platform AND account_id = creator_id
         LEFT JOIN names ON names.platform = l.platform AND nickname_key = creator_key
         LEFT JOIN listings ON listings.platform = l.platform AND listings.item_id = l.item_id
         LEFT JOIN ranked ON ranked.platform = l.platform AND ranked.item_id = l.item_id
         WHERE status <> 'unpaid' AND NOT covered AND paid_at >= :first AND paid_at < :last + 1)
SELECT count(DISTINCT (platform, order_id)), sum(quantity), count(DISTINCT (platform, item_id)), sum(paid_amount),
       sum(refund_amount), sum(paid_amount) - sum(refund_amount), 100 * sum(refund_amount) / sum(paid_amount),
       count(DISTINCT (platform, item_id)) FILTER (ranked),
       100.0 * count(DISTINCT (platform, item_id)) FILTER (ranked) / count(DISTINCT (platform, item_id)),
       count(DISTINCT regexp_replace(province, '(省|市|壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区)$', ''))
         FILTER (province <> ''),
       coalesce(sum(paid_amount) FILTER (member = ''), 0)
FROM sold;

-- desk.questions
SELECT count(*)
FROM questions
WHERE asked_on BETWEEN :first AND :last;

-- desk.answered desk.sourced_rate
SELECT count(*), 100.0 * count(*) FILTER (len(sources) > 0) / count(*)
FROM questions
WHERE answered_on BETWEEN :first AND :last;
