-- What a generated Moodle lacks for the bench: proportions, and the tables of the plugins that there are templates for. It
-- ends at 1795098600 (2026-11-19 14:30 UTC) after 90 days (7776000 s). For MariaDB, MySQL and PostgreSQL alike.

-- The generator fills courses to the brim, with 17 enrolments a person on the medium site. A real Moodle with 622 people has
-- two or three a person; log, files and posts are in proportion.
DELETE FROM mdl_user_enrolments WHERE MOD(id, 6) <> 0;
DELETE FROM mdl_role_assignments WHERE MOD(id, 6) <> 0;
DELETE FROM mdl_groups_members WHERE MOD(id, 6) <> 0;
DELETE FROM mdl_course_completions WHERE MOD(id, 6) <> 0;

-- The plugins' tables have the columns that the measures read, and the plugins' own indexes.

-- ADV PERFS: one page in 200 is slow
CREATE TABLE mdl_local_advancedperfs_slowp (
  id BIGINT PRIMARY KEY, userid BIGINT, timecreated BIGINT, timespent BIGINT, timeindb BIGINT, dbcalls BIGINT, memused BIGINT);
INSERT INTO mdl_local_advancedperfs_slowp
SELECT id, userid, timecreated, 5 + MOD(id, 40), 1 + MOD(id, 30), MOD(id, 900), 50000000 + MOD(id, 1000)
  FROM mdl_logstore_standard_log WHERE MOD(id, 200) = 0;

-- LTC: one in every third course, ten items each, ticked off by everybody enrolled
CREATE TABLE mdl_learningtimecheck (id BIGINT PRIMARY KEY, course BIGINT);
INSERT INTO mdl_learningtimecheck SELECT id, id FROM mdl_course WHERE category <> 0 AND MOD(id, 3) = 0;
CREATE TABLE mdl_learningtimecheck_item (
  id BIGINT PRIMARY KEY, learningtimecheck BIGINT, userid BIGINT, itemoptional BIGINT, moduleid BIGINT, credittime BIGINT,
  enablecredit BIGINT);
INSERT INTO mdl_learningtimecheck_item
SELECT t.id * 10 + d.place, t.id, 0, CASE WHEN d.place = 9 THEN 1 ELSE 0 END,
       (SELECT MIN(m.id) FROM mdl_course_modules m WHERE m.course = t.course), 30, 1
  FROM mdl_learningtimecheck t
 CROSS JOIN (SELECT 0 AS place UNION SELECT 1 UNION SELECT 2 UNION SELECT 3 UNION SELECT 4
             UNION SELECT 5 UNION SELECT 6 UNION SELECT 7 UNION SELECT 8 UNION SELECT 9) d;
CREATE INDEX mdl_learitem_lea_ix ON mdl_learningtimecheck_item (learningtimecheck);
CREATE TABLE mdl_learningtimecheck_check (
  id BIGINT PRIMARY KEY, item BIGINT, userid BIGINT, usertimestamp BIGINT, teachertimestamp BIGINT, declaredtime BIGINT,
  teacherdeclaredtime BIGINT);
INSERT INTO mdl_learningtimecheck_check
SELECT ROW_NUMBER() OVER (ORDER BY p.userid, i.id), i.id, p.userid, 1795098600 - MOD(p.userid * 7919 + i.id * 104729, 7776000),
       CASE WHEN MOD(i.id, 5) = 0 THEN 1795098600 - MOD(p.userid * 7907 + i.id * 104723, 7776000) ELSE 0 END, 30, 20
  FROM (SELECT DISTINCT e.courseid, ue.userid
          FROM mdl_user_enrolments ue JOIN mdl_enrol e ON e.id = ue.enrolid) p
  JOIN mdl_learningtimecheck t ON t.course = p.courseid
  JOIN mdl_learningtimecheck_item i ON i.learningtimecheck = t.id;
CREATE INDEX mdl_learchec_ite_ix ON mdl_learningtimecheck_check (item);
CREATE INDEX mdl_learchec_use_ix ON mdl_learningtimecheck_check (userid);

-- PDCERTIFICATE: one for every second person
CREATE TABLE mdl_pdcertificate (id BIGINT PRIMARY KEY, course BIGINT);
INSERT INTO mdl_pdcertificate SELECT id, id FROM mdl_course WHERE category <> 0 AND MOD(id, 20) = 0;
CREATE TABLE mdl_pdcertificate_issues (
  id BIGINT PRIMARY KEY, pdcertificateid BIGINT, userid BIGINT, timecreated BIGINT, delivered BIGINT, timedelivered BIGINT,
  locked BIGINT);
INSERT INTO mdl_pdcertificate_issues
SELECT id, 20, id, 1795098600 - MOD(id * 7919, 7776000), CASE WHEN MOD(id, 3) = 0 THEN 0 ELSE 1 END,
       1795098600 - MOD(id * 7919, 7776000) + MOD(id * 31, 86400), 0
  FROM mdl_user WHERE MOD(id, 2) = 0;

-- SHOP: one bill for every fifth person, 200 products
CREATE TABLE mdl_local_shop_bill (
  id BIGINT PRIMARY KEY, status VARCHAR(20), emissiondate BIGINT, amount DECIMAL(10, 2), currency VARCHAR(3), test SMALLINT);
INSERT INTO mdl_local_shop_bill
SELECT id, CASE MOD(id, 3) WHEN 0 THEN 'PLACED' WHEN 1 THEN 'SOLDOUT' ELSE 'COMPLETE' END,
       1795098600 - MOD(id * 7919, 7776000), MOD(id, 90) + 10, 'EUR', 0
  FROM mdl_user WHERE MOD(id, 5) = 0;
CREATE TABLE mdl_local_shop_catalogcategory (id BIGINT PRIMARY KEY, visible SMALLINT);
INSERT INTO mdl_local_shop_catalogcategory SELECT id, 1 FROM mdl_user WHERE id <= 20;
CREATE TABLE mdl_local_shop_catalogitem (id BIGINT PRIMARY KEY, categoryid BIGINT, status VARCHAR(20), setid BIGINT);
INSERT INTO mdl_local_shop_catalogitem SELECT id, MOD(id, 20) + 1, 'AVAILABLE', 0 FROM mdl_user WHERE id <= 200;
