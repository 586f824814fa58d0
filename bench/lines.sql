-- Made-up sold lines over 2020 and 2021, $lines of them, the same every time.
INSERT INTO lake.main.lines BY NAME
WITH n AS (SELECT i, hash(i) AS h, timestamp '2020-01-01' + to_seconds(i * 731 * 86400 // $lines) AS ts
           FROM range($lines) t(i))
SELECT CASE WHEN h % 100 < 70 THEN '抖音' WHEN h % 100 < 85 THEN '快手' WHEN h % 100 < 95 THEN '淘宝' ELSE '京东' END
         AS platform,
       '' AS shop, (6900000000000000000 + i * 4 // 5)::VARCHAR AS order_id,
       (6910000000000000000 + i)::VARCHAR AS line_id, ts AS ordered_at,
       CASE WHEN h % 50 > 0 THEN ts + interval 1 minute END AS paid_at,
       CASE WHEN h % 50 = 0 THEN 'unpaid' ELSE 'completed' END AS status,
       'item_id' || h // 1000 % 60 AS item_id, '特早茶 礼盒装' || h // 1000 % 60 AS item_title, '默认' AS spec,
       1 + (h % 3)::BIGINT AS quantity, (9 + h % 9000 / 100.0)::DECIMAL(18, 2) AS paid_amount,
       (CASE WHEN h % 50 < 3 THEN 9 + h % 9000 / 100.0 ELSE 0 END)::DECIMAL(18, 2) AS refund_amount,
       CASE WHEN h % 50 < 3 THEN 'assumed-full' ELSE 'none' END AS refund_basis,
       CASE WHEN h // 7 % 10 < 6 THEN 'account_id' || h // 70 % 40 ELSE '' END AS creator_id,
       CASE WHEN h // 7 % 10 < 7 THEN 'nickname' || h // 70 % 40 ELSE '' END AS creator_name,
       creator_name AS creator_key, '顺丰' AS carrier,
       ['四川省', '四川', '广东省', '浙江', '北京市', '山东省', '新疆维吾尔自治区', ''][1 + (h // 3 % 8)::INT] AS province,
       '某市' AS city, timestamp '2022-01-05 10:00:00' AS exported_at, '20220105-0001' AS source_batch,
       '1641348000_订单.csv' AS source_file, '' AS source_sheet, i::INT + 2 AS source_row, 'line' AS grain,
       false AS covered, paid_at AS own_paid_at, refund_amount AS own_refund_amount, refund_basis AS own_refund_basis
FROM n
