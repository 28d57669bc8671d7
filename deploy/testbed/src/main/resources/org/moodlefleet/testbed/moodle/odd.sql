-- What makes the odd site odd. {table} is a table, :now the end of the site's life; statements end with a semicolon at the
-- end of a line; a statement that begins with @5.1 is for that version only. No backslashes: the engines read them differently.

-- settings: no zone, no MNet host, nonsense, administrators twice, empty, unknown or deleted
UPDATE {config} SET value = '99' WHERE name = 'timezone';
UPDATE {config} SET value = '2,2,,12,14,99999' WHERE name = 'siteadmins';
UPDATE {config} SET value = 'verbose' WHERE name = 'debug';
UPDATE {config} SET value = '' WHERE name = 'cron_enabled';
UPDATE {config} SET value = '1' WHERE name = 'maintenance_enabled';
UPDATE {config} SET value = '' WHERE name = 'auth';
DELETE FROM {config} WHERE name = 'mnet_localhost_id';
DELETE FROM {config} WHERE name = 'release';
INSERT INTO {config} (name, value) VALUES ('upgraderunning', '99999999999');
DELETE FROM {config_plugins} WHERE plugin = 'tool_task' AND name = 'lastcronstart';
UPDATE {config_plugins} SET value = '' WHERE plugin = 'tool_log' AND name = 'enabled_stores';
UPDATE {config_plugins} SET value = '30' WHERE plugin = 'logstore_standard' AND name = 'loglifetime';

-- people: seen in the future, created in the future, authentication methods that are hard to write in a key, without a
-- name, and of another case
UPDATE {user} SET lastaccess = :now + 3600, currentlogin = :now + 3600 WHERE id IN (3, 12);
UPDATE {user} SET timecreated = :now + 86400 WHERE id = 4;
UPDATE {user} SET auth = 'own method' WHERE id = 5;
UPDATE {user} SET auth = '' WHERE id = 6;
UPDATE {user} SET auth = 'LDAP' WHERE id = 13;
UPDATE {user} SET auth = 'own, "new"]' WHERE id = 15;
UPDATE {user} SET lastaccess = :now - 5, deleted = 1 WHERE id = 7;

-- profile fields: what is ticked once trimmed, and what is not
UPDATE {user_info_data} SET data = ' 0 ' WHERE userid IN (3, 8);
UPDATE {user_info_data} SET data = '   ' WHERE userid = 9;
UPDATE {user_info_data} SET data = ' 1 ' WHERE userid = 10;
UPDATE {user_info_data} SET data = '' WHERE userid = 11;
INSERT INTO {user_info_data} (userid, fieldid, data) VALUES (99999, 1, '1');
INSERT INTO {user_info_data} (userid, fieldid, data) VALUES (5, 777, '1');

-- one person in every role; roles of nobody, of no role, in no context, of a deleted person; twice the same
INSERT INTO {role_assignments} (roleid, contextid, userid) VALUES (1, 1, 5), (5, 1, 5), (3, 1, 5), (9, 1, 5), (5, 1, 5);
INSERT INTO {role_assignments} (roleid, contextid, userid) VALUES (5, 1, 99999), (777, 1, 6), (5, 9000000, 8), (1, 1, 7);
INSERT INTO {role_assignments} (roleid, contextid, userid) VALUES (5, 1, 1), (5, 1, 2), (4, 1, 2);

-- categories: parent missing, path missing, an id that begins like another's
INSERT INTO {course_categories} (id, name, parent, visible, depth, path) VALUES (100, 'Lost', 777, 1, 2, '/777/100');
INSERT INTO {course_categories} (id, name, parent, visible, depth, path) VALUES (101, 'Pathless', 0, 1, 1, '');
INSERT INTO {course_categories} (id, name, parent, visible, depth, path) VALUES (111, 'Like one', 0, 1, 1, '/111');
INSERT INTO {course_categories} (id, name, parent, visible, depth, path) VALUES (112, 'Hidden', 0, 0, 1, '/112');
INSERT INTO {course_categories} (id, name, parent, visible, depth, path) VALUES (113, 'Says visible', 112, 1, 2, '/112/113');
INSERT INTO {course_categories} (id, name, parent, visible, depth, path) VALUES (114, 'Hidden and pathless', 0, 0, 1, '');

-- contexts whose path is not built yet, with a teacher, a student and a file in each
INSERT INTO {context} (id, contextlevel, instanceid, path, depth) VALUES (9100000, 40, 111, NULL, 0), (9100001, 50, 202, NULL, 0);
INSERT INTO {role_assignments} (roleid, contextid, userid) VALUES (3, 9100000, 5), (5, 9100000, 5), (3, 9100001, 5), (5, 9100001, 5);
INSERT INTO {files} (contenthash, pathnamehash, contextid, component, filearea, itemid, filename, filesize, mimetype, timecreated, timemodified) VALUES ('dada', 'odd6', 9100000, 'core', 'x', 0, 'a', 2048, NULL, 0, 0), ('dada', 'odd7', 9100001, 'core', 'x', 0, 'a', 2048, NULL, 0, 0);

-- courses: without category row, ended before it began, of tomorrow, with a name to break lists; only one has a context
INSERT INTO {course} (id, category, fullname, shortname, summary, startdate, enddate, visible, timecreated) VALUES (200, 9999, 'No category', 'lost,course', '', 0, 0, 1, 0);
INSERT INTO {course} (id, category, fullname, shortname, summary, startdate, enddate, visible, timecreated) VALUES (201, 113, 'Backwards', 'a "b" ''c'' <d> & % _', NULL, :now, :now - 86400, 1, :now - 800 * 86400);
INSERT INTO {course} (id, category, fullname, shortname, summary, startdate, enddate, visible, timecreated) VALUES (202, 111, 'Tomorrow', 'ünïcödé 名前 😀 of more than forty characters in all', '', :now + 86400, 0, 1, :now + 86400);
INSERT INTO {course} (id, category, fullname, shortname, summary, startdate, enddate, visible, timecreated) VALUES (203, 101, 'Nothing', '', '', 0, 0, 1, :now - 1);

-- the site course has activities, enrolments, discussions, completions and accesses like any other
INSERT INTO {course_modules} (course, module, instance, section, visible, visibleoncoursepage, deletioninprogress) VALUES (1, 7, 9001, 1, 1, 1, 0), (1, 15, 9002, 1, 1, 1, 0), (9999, 7, 9003, 0, 1, 1, 0), (200, 999, 9004, 0, 1, 1, 0), (201, 1, 9005, 0, 0, 0, 1);
INSERT INTO {enrol} (id, enrol, status, courseid, customint1) VALUES (900, 'manual', 0, 1, NULL), (901, 'manual', 0, 9999, NULL), (902, 'cohort', 0, 200, 777), (903, 'cohort', 0, 200, NULL), (904, 'manual', 0, 200, NULL), (905, 'manual', 2, 201, NULL);
INSERT INTO {user_enrolments} (status, enrolid, userid, timestart, timeend) VALUES (0, 900, 5, 0, 0), (0, 901, 5, 0, 0), (0, 904, 5, 0, 0), (0, 904, 6, :now + 1, 0), (0, 904, 8, 0, :now), (0, 904, 9, :now, :now + 1), (1, 904, 10, 0, 0), (0, 904, 7, 0, 0), (0, 904, 99999, 0, 0), (0, 905, 5, 0, 0), (0, 777, 5, 0, 0);
INSERT INTO {user_lastaccess} (userid, courseid, timeaccess) VALUES (5, 1, :now - 10), (5, 9999, :now), (5, 200, 0), (99999, 201, :now - 700 * 86400), (5, 201, :now + 100);

-- completions: in the future, at 0, before the start, of nobody
INSERT INTO {course_completions} (userid, course, timeenrolled, timestarted, timecompleted) VALUES (99999, 200, 0, 0, :now + 86400), (99999, 201, 0, 0, 0), (99999, 1, :now - 90000, :now - 90000, :now - 86400), (99998, 200, :now - 10, :now - 10, :now - 86400), (99997, 200, 0, 0, :now - 86400);
INSERT INTO {course_modules_completion} (coursemoduleid, userid, completionstate, timemodified) VALUES (999999, 5, 1, :now - 86400), (999999, 6, 1, 0), (1, 99999, 9, :now - 86400), (1, 99998, 1, :now + 86400);

-- forums: posts of no discussion, of nobody, at 0, in the future; discussions without a first post
INSERT INTO {forum_discussions} (id, course, forum, name, firstpost, userid) VALUES (9000, 1, 9001, 'no post', 0, 5), (9001, 200, 777, 'post gone', 999999, 5), (9002, 1, 9001, 'site news', 9000, 2);
INSERT INTO {forum_posts} (id, discussion, userid, created, subject, message, deleted) VALUES (9000, 9002, 2, :now - 86400, 'news', '', 0), (9001, 999999, 5, :now - 86400, '', '', 0), (9002, 9002, 0, :now - 30, '', '', 0), (9003, 9002, 99999, 0, '', '', 0), (9004, 9002, 5, :now + 600, '', '', 0), (9005, 9002, 5, :now - 86400, '', '', 1);

-- quizzes: a state nobody knows, ends before the start, no end, no quiz, layouts that hold no question
INSERT INTO {quiz_attempts} (quiz, userid, attempt, uniqueid, layout, preview, state, timestart, timefinish) VALUES (9000, 5, 1, 900001, '', 0, 'finished', :now - 90000, :now - 86400);
INSERT INTO {quiz_attempts} (quiz, userid, attempt, uniqueid, layout, preview, state, timestart, timefinish) VALUES (9000, 5, 2, 900002, '0', 0, 'finished', :now - 86400, :now - 90000);
INSERT INTO {quiz_attempts} (quiz, userid, attempt, uniqueid, layout, preview, state, timestart, timefinish) VALUES (9000, 5, 3, 900003, '0,0,0', 0, 'finished', 0, :now - 86400);
INSERT INTO {quiz_attempts} (quiz, userid, attempt, uniqueid, layout, preview, state, timestart, timefinish) VALUES (9000, 5, 4, 900004, '10,20,0,30,0', 0, 'finished', :now - 300, 0);
INSERT INTO {quiz_attempts} (quiz, userid, attempt, uniqueid, layout, preview, state, timestart, timefinish) VALUES (9000, 5, 5, 900005, '1,0', 0, 'floating', :now - 300, :now - 200);
INSERT INTO {quiz_attempts} (quiz, userid, attempt, uniqueid, layout, preview, state, timestart, timefinish) VALUES (9000, 0, 1, 900006, '1,0', 0, 'inprogress', :now + 300, 0);
INSERT INTO {quiz_attempts} (quiz, userid, attempt, uniqueid, layout, preview, state, timestart, timefinish) VALUES (9000, 6, 1, 900007, '1,2,0', 0, 'finished', :now - 200000, :now - 80000);

-- assignments: no status, no assignment, two overrides of a user, overrides of nobody, groups of equal rank
INSERT INTO {assign_submission} (assignment, userid, timecreated, timemodified, status, groupid, attemptnumber, latest) VALUES (1, 99999, 0, :now - 86400, NULL, 0, 0, 1), (9000, 5, 0, :now - 86400, 'submitted', 0, 0, 1), (1, 99999, 0, :now + 86400, 'submitted', 0, 1, 1), (1, 99998, 0, :now - 86400, 'submitted', 0, 0, 1), (1, 99997, 0, :now - 86400, 'submitted', 0, 0, 1);
INSERT INTO {assign_overrides} (assignid, groupid, userid, sortorder, duedate) VALUES (1, NULL, NULL, NULL, 1), (1, NULL, 99998, NULL, NULL), (1, NULL, 99998, NULL, 5), (1, 9000, NULL, 1, :now + 86400), (1, 9001, NULL, 1, 1), (1, 9000, NULL, NULL, 1);
INSERT INTO {groups_members} (groupid, userid) VALUES (9000, 99997), (9001, 99997), (9001, 99998);
INSERT INTO {assign_user_flags} (userid, assignment, extensionduedate) VALUES (99997, 1, 0), (99998, 1, 1), (99998, 1, :now + 86400);

-- files: one content with three sizes, no type, a draft outside the user's area, more bytes than 2^41
INSERT INTO {files} (contenthash, pathnamehash, contextid, component, filearea, itemid, filename, filesize, mimetype, timecreated, timemodified) VALUES ('feed', 'odd1', 1, 'user', 'draft', 0, 'a', 10, NULL, 0, 0), ('feed', 'odd2', 1, 'mod_label', 'draft', 0, 'a', 3000000000000, 'video/mp4', :now + 86400, 0), ('feed', 'odd3', 9000001, 'backup', 'somewhere', 0, 'a', 1000, 'application/vnd.moodle.backup', :now, 0), ('beef', 'odd4', 1, '', '', 0, '', 0, '', 0, 0), ('cafe', 'odd5', 1, 'core', 'x', 0, '', 5, 'VIDEO/MP4', 0, 0);

-- cohorts in no context, with deleted, unknown and no members
INSERT INTO {cohort} (id, contextid, name, descriptionformat, visible, timecreated, timemodified) VALUES (500, 9000000, '', 0, 0, 0, 0);
INSERT INTO {cohort_members} (cohortid, userid) VALUES (500, 7), (500, 99999), (777, 5);

-- tasks: NULLs, zeros, started in the future
UPDATE {task_scheduled} SET lastruntime = NULL, nextruntime = NULL, faildelay = NULL, timestarted = 0 WHERE id = 1;
UPDATE {task_scheduled} SET faildelay = 60, disabled = 1, timestarted = :now + 60 WHERE id = 2;
INSERT INTO {task_adhoc} (component, classname, nextruntime, faildelay, timestarted) VALUES ('', '', 0, NULL, NULL), ('', '', :now, 0, 0), ('', '', :now + 1, 60, :now + 60);
@5.1 INSERT INTO {task_adhoc} (component, classname, nextruntime, attemptsavailable) VALUES ('', '', 1, 0), ('', '', 2, -1);

-- the rest: sessions of nobody, dates of 0 and to come
INSERT INTO {sessions} (state, sid, userid, timecreated, timemodified) VALUES (0, 'odd', 0, :now, :now + 5), (1, 'odd2', 99999, 0, 0);
INSERT INTO {backup_controllers} (backupid, operation, itemid, interactive, purpose, userid, status, execution, executiontime, timecreated, timemodified, controller) VALUES ('odd', 'restore', 9999, 0, 0, 0, 800, 1, 0, 0, :now + 60, ''), ('odd2', '', 0, 0, 0, 0, 5, 1, 0, 0, 0, '');
INSERT INTO {messages} (useridfrom, conversationid, timecreated) VALUES (0, 0, 0), (99999, 1, :now + 60);
INSERT INTO {notifications} (useridfrom, useridto, timecreated) VALUES (-20, 99999, 0), (0, 0, :now + 60);
INSERT INTO {badge_issued} (badgeid, userid, uniquehash, dateissued) VALUES (999, 5, '', :now + 60), (999, 6, '', 0);
