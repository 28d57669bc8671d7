-- What makes the tables behind the plugins' measures odd, in the notation of odd.sql. :hour, :day and :month are where the
-- hour, day and month of :now began, in UTC. A statement that begins with @local_shop is for sites with that plugin only.

-- a setting that is not quite empty
@4.1 UPDATE {config} SET value = ' ' WHERE name = 'debugdisplay';

-- MNet: on with an unknown host of its own, or not set at all; peers at the edge, deleted, without a key
@5.1 UPDATE {config} SET value = 'strict' WHERE name = 'mnet_dispatcher_mode';
@4.1 DELETE FROM {config} WHERE name = 'mnet_dispatcher_mode';
@4.1 DELETE FROM {config} WHERE name = 'mnet_all_hosts_id';
@4.1 UPDATE {mnet_host} SET public_key_expires = 5 WHERE id = 2;
INSERT INTO {mnet_host} (deleted, wwwroot, public_key, public_key_expires) VALUES (0, 'a', '', :now), (0, 'b', '', :now - 1), (1, 'c', '', 1), (0, 'd', '', 0), (0, 'e', '', -1);

-- virtual hosts: in no network, in a negative one, in states that are none
@local_vmoodle INSERT INTO {local_vmoodle} (name, mnet, enabled) VALUES ('a', -1, 1), ('b', 0, 1), ('c', 9, 0), ('d', 8, 2), ('e', 8, 1), ('f', 8, 1);

-- runs of tasks: at the edges of the hour and a week before it, never ended, ended before they began, with unknown results
DELETE FROM {task_log} WHERE timeend >= :hour - 9000;
INSERT INTO {task_log} (type, component, classname, userid, timestart, timeend, dbreads, dbwrites, result, output) VALUES (0, '', '', 0, :hour - 3600, :hour - 3600, 1, 2, 0, ''), (1, '', '', 0, :hour - 3610, :hour - 3600.0000000001, 4, 8, 1, ''), (1, '', '', 0, :hour - 10.125, :hour - 0.0000000001, 16, 32, 1, ''), (0, '', '', 0, :hour - 10, :hour, 64, 128, 0, '');
INSERT INTO {task_log} (type, component, classname, userid, timestart, timeend, dbreads, dbwrites, result, output) VALUES (0, '', '', 0, :hour - 3600 - 604800, :hour - 60, 256, 512, 0, ''), (0, '', '', 0, :hour - 3600.0000000001 - 604800, :hour - 60, 1024, 2048, 0, ''), (0, '', '', 0, :hour + 60, :hour - 60, 7, 7, 1, ''), (2, '', '', 0, :hour - 70, :hour - 60.0050000000, 5000000000, 0, 2, ''), (1, '', '', 0, :hour - 70, 0, 9, 9, 1, '');

-- tasks that wait: to the second an hour late, for ever, failing for long, created at 0 and in the future
UPDATE {task_scheduled} SET nextruntime = :now - 3600, disabled = 0, timestarted = NULL WHERE id = 3;
UPDATE {task_scheduled} SET nextruntime = :now - 3601, disabled = 0, timestarted = 0 WHERE id = 5;
UPDATE {task_scheduled} SET nextruntime = :now - 90000, disabled = 1, faildelay = 86400, timestarted = NULL WHERE id = 6;
UPDATE {task_scheduled} SET nextruntime = 0, disabled = 0, timestarted = NULL WHERE id = 7;
UPDATE {task_scheduled} SET nextruntime = :now - 90000, timestarted = :now - 5 WHERE id = 8;
INSERT INTO {task_adhoc} (component, classname, nextruntime, faildelay, timecreated) VALUES ('', '', :now + 99, 43200, 0), ('', '', :now, NULL, :now + 50), ('', '', :now, 0, -5);

-- sessions: at the edge, of the guest, with a timeout that is no number
@4.1 UPDATE {config} SET value = 'two hours' WHERE name = 'sessiontimeout';
@5.1 UPDATE {config} SET value = '600' WHERE name = 'sessiontimeout';
INSERT INTO {sessions} (state, sid, userid, timecreated, timemodified) VALUES (0, 'p1', 5, 0, :now - 600), (0, 'p2', 5, 0, :now - 601), (0, 'p3', 1, 0, :now - 600), (0, 'p4', 0, 0, :now - 601), (0, 'p5', -1, 0, :now), (0, 'p6', 5, 0, :now - 28800), (0, 'p7', 5, 0, :now - 28801);

-- backups: at the edges of the day and of the 86400 s before now
INSERT INTO {backup_controllers} (backupid, operation, itemid, interactive, purpose, userid, status, execution, executiontime, timecreated, timemodified, controller) VALUES ('p1', '', 0, 0, 0, 0, 1000, 1, 0, 0, :day - 1, ''), ('p2', '', 0, 0, 0, 0, 1000, 1, 0, 0, :day, ''), ('p3', '', 0, 0, 0, 0, 900, 1, 0, 0, :day - 86400, ''), ('p4', '', 0, 0, 0, 0, 900, 1, 0, 0, :day - 86401, ''), ('p5', '', 0, 0, 0, 0, 700, 1, 0, 0, :now - 86400, ''), ('p6', '', 0, 0, 0, 0, 800, 1, 0, 0, :now - 86401, ''), ('p7', '', 0, 0, 0, 0, 700, 1, 0, 0, 0, '');

-- slow pages: few in the hour, so that ranks and halves show; of the guest, of nobody, of the future, of no time at all
@local_advancedperfs DELETE FROM {local_advancedperfs_slowp} WHERE timecreated >= :hour - 3600;
@local_advancedperfs INSERT INTO {local_advancedperfs_slowp} (timecreated, timespent, dbcalls, timeindb, userid, url, memused) VALUES (:hour - 3600, 30, 1, 31, 5, '', 1), (:hour - 1, 30.001, 2, 0, 1, '', 9000000000), (:hour, 99, 9, 9, 6, '', 99), (:hour - 3601, 98, 9, 9, 7, '', 98), (:now + 60, 97, 9, 9, 8, '', 97);
@local_advancedperfs @5.1 INSERT INTO {local_advancedperfs_slowp} (timecreated, timespent, dbcalls, timeindb, userid, url, memused) VALUES (:hour - 9, 0, 2, 0.019, 0, '', 0), (:hour - 9, 0, 3, 0, 99999, '', 0), (:hour - 9, 0.005, 0, 0.005, -1, '', 0);
@local_advancedperfs @4.1 UPDATE {local_advancedperfs_slowp} SET timespent = 0;

-- bills: undated, of tomorrow, of other cases, in two currencies on one version and one on the other
@local_shop INSERT INTO {local_shop_bill} (shopid, customerid, status, emissiondate, amount, currency) VALUES (NULL, '', 'PLACED', NULL, 1, 'EUR'), (1, '', 'COMPLETE', :now + 86400, 10, 'USD'), (1, '', 'COMPLETE', 0, 10, 'USD'), (1, '', 'placed', :day - 60, 3, 'EUR'), (1, '', 'SOLDOUT ', :day - 60, 3, 'USD'), (1, '', 'Complete', :day - 60, 3, 'USD'), (1, '', '', :day - 60, 3, 'USD'), (1, '', 'PENDING', :day, 3, 'EUR'), (1, '', 'PENDING', :day - 1, 3, 'EUR'), (1, '', 'CANCELLED', :day - 86400, 3, 'EUR'), (1, '', 'CANCELLED', :day - 86401, 3, 'EUR'), (1, '', 'SOLDOUT', :day - 1, -0.005, 'EUR');
@local_shop @5.1 INSERT INTO {local_shop_bill} (shopid, customerid, status, emissiondate, amount, currency, test) VALUES (1, '', 'COMPLETE', :day - 60, 500, 'USD', 1), (1, '', 'COMPLETE', :day - 60, 0.015, 'eur', 0), (1, '', 'PLACED', :day - 60, 1, 'EUR', 2);
@local_shop @4.1 INSERT INTO {local_shop_bill} (shopid, customerid, status, emissiondate, amount, currency) VALUES (1, '', 'COMPLETE', :day - 60, 500, 'USD');

-- products: in no category, in one that is missing, in other cases
@local_shop INSERT INTO {local_shop_catalogcategory} (id, catalogid, name, visible) VALUES (90, 1, 'a', 2), (91, 1, 'b', 1), (92, 1, 'c', 0);
@local_shop INSERT INTO {local_shop_catalogitem} (catalogid, categoryid, code, name, status, setid) VALUES (9, NULL, 'a', '', 'AVAILABLEINTERNAL', 0), (9, NULL, 'b', '', 'AVAILABLE', 0), (9, 0, 'c', '', 'AVAILABLEINTERNAL', 0), (9, 777, 'd', '', 'AVAILABLE', 0), (9, 778, 'e', '', 'AVAILABLEINTERNAL', 5), (9, 90, 'f', '', 'AVAILABLE', 0), (9, 91, 'g', '', 'available', 0), (9, 92, 'h', '', 'AVAILABLE', 0), (9, 92, 'i', '', 'availableinternal', -1);

-- checklists: items of no list and of no module, ticked twice, by nobody, in the future, before 1970; one list done at the edges
@mod_learningtimecheck INSERT INTO {learningtimecheck_item} (id, learningtimecheck, userid, displaytext, itemoptional, credittime, enablecredit, moduleid) VALUES (9000, 900, 0, '', 0, NULL, 1, NULL), (9001, 900, 0, '', 0, 61, 1, 0), (9002, 900, 0, '', 2, 7, NULL, 1), (9003, 900, 0, '', 1, 7, 0, NULL), (9004, 900, 5, '', 0, 7, 2, 999999), (9005, 901, 0, '', 1, 7, 1, 0), (9006, 0, 0, '', 3, 7, 1, -1), (9007, 901, 6, '', 0, 7, 1, 0);
@mod_learningtimecheck INSERT INTO {learningtimecheck_check} (item, userid, usertimestamp, declaredtime, teacherdeclaredtime, teachertimestamp) VALUES (9000, 5, :day - 86400, 1, 1, :day), (9001, 5, :day - 90000, 1, 1, :day - 1), (9000, 6, :day - 1, -7, -1, :day - 86400), (9001, 6, 1, 0, 0, :day - 86401), (9000, 7, :day, 0, 0, 0), (9001, 7, :day - 60, 0, 0, 0), (9000, 8, :day - 86401, 0, 0, 0), (9001, 8, 5, 0, 0, 0);
@mod_learningtimecheck INSERT INTO {learningtimecheck_check} (item, userid, usertimestamp) VALUES (9000, 9, :day - 60), (9000, 9, :day - 30), (9001, 10, :day - 60), (9000, 11, :day - 60), (9001, 11, 0), (9000, 12, :day - 60), (9001, 12, 0), (9001, 12, :day - 50), (9000, 13, :day - 60), (9001, 13, :day - 50), (9001, 13, :day + 50), (9000, 0, :day - 60), (9001, 0, :day - 60), (9000, 14, -5), (9001, 14, :day - 60), (9004, 5, :day - 60), (9005, 5, :day - 60), (9007, 6, :day - 60), (9006, 5, :day - 60), (9003, 5, :day - 60), (999999, 5, :day - 60);

-- activities of the plugins in the site course, in no course, twice
@mod_learningtimecheck INSERT INTO {course_modules} (course, module, instance, section, visible, visibleoncoursepage, deletioninprogress) SELECT 1, id, 900, 1, 1, 1, 0 FROM {modules} WHERE name = 'learningtimecheck';
@mod_learningtimecheck INSERT INTO {course_modules} (course, module, instance, section, visible, visibleoncoursepage, deletioninprogress) SELECT 9999, id, 901, 1, 0, 0, 1 FROM {modules} WHERE name = 'learningtimecheck';
@mod_pdcertificate INSERT INTO {course_modules} (course, module, instance, section, visible, visibleoncoursepage, deletioninprogress) SELECT 1, id, 900, 1, 1, 1, 0 FROM {modules} WHERE name = 'pdcertificate';
@mod_pdcertificate INSERT INTO {course_modules} (course, module, instance, section, visible, visibleoncoursepage, deletioninprogress) SELECT 9999, id, 901, 1, 1, 1, 0 FROM {modules} WHERE name = 'pdcertificate';
@mod_pdcertificate INSERT INTO {course_modules} (course, module, instance, section, visible, visibleoncoursepage, deletioninprogress) SELECT 200, id, 902, 1, 0, 0, 0 FROM {modules} WHERE name = 'pdcertificate';

-- certificates: of the deleted, of nobody, delivered before they were issued, at 0, in the future, in a state that is none
@mod_pdcertificate INSERT INTO {pdcertificate_issues} (userid, timecreated, locked, delivered, timedelivered) VALUES (7, :day - 60, 1, 1, :day - 60), (99999, :day - 1, 2, 1, :day - 1), (1, :day, 0, 1, :day), (2, :day - 86400, 0, 1, :day - 86400), (5, :day - 86401, 0, 1, :day - 86401), (5, :month - 1, 0, 1, :month - 1), (5, :month, 0, 1, :month), (6, :month - 100, 0, 1, :month - 5000), (6, 0, 0, 1, :month - 5000), (8, :now + 60, 0, 1, :now + 120), (8, 0, 0, 0, 0), (9, :now + 60, 0, 0, :day - 5), (9, -5, 0, 0, 0), (10, 0, 1, 2, :day - 5);
@mod_pdcertificate @4.1 DELETE FROM {pdcertificate_issues} WHERE delivered = 0 AND timecreated > 0 AND timecreated < :now;

-- the synchronisation of accounts: of three days ago to the second, or never and with a setting that is no date
@local_ent_installer DELETE FROM {config_plugins} WHERE plugin = 'local_ent_installer' AND name <> 'version';
@local_ent_installer @5.1 INSERT INTO {config_plugins} (plugin, name, value) VALUES ('local_ent_installer', 'last_sync_date_user', CAST(:now - 259200 AS CHAR(10))), ('local_ent_installer', 'sync_users_enable', '0'), ('local_ent_installer', 'sync_course_enable', ' '), ('local_ent_installer', 'sync_cohorts_enable', '00'), ('local_ent_installer', 'sync_groups_enable', 'yes');
@local_ent_installer @4.1 INSERT INTO {config_plugins} (plugin, name, value) VALUES ('local_ent_installer', 'last_sync_date_user', 'yesterday'), ('local_ent_installer', 'sync_users_enable', '0 '), ('local_ent_installer', 'sync_coursecat_enable', '0'), ('local_ent_installer', 'sync_roleassigns_enable', '-1');
