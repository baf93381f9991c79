# The machine and the database that are here are looked at in a SQLite file; what is not here is
# described.
@use.with_backend=sqlite @use.with_face=sync
Feature: Doctor
  Before something harms the record, doctor names it: who may read and write the file, where it
  lies, how much room there is, what the database was set to, whose clock is wrong. It changes
  nothing, and its exit code tells a script whether something has to be put right.

  Rule: Each thing that was looked at is a line

    Example: Where all is well
      Given a new database
      And session Alpha
      When the user runs hansard doctor
      Then standard output is
        """
        ok  hansard  ... on Python 3...
        ok  url  sqlite:////...
        ok  folder  ... has mode 0700
        ok  file  sessions.db has mode 0600
        ok  file  sessions.db-wal has mode 0600
        ok  file  sessions.db-shm has mode 0600
        ok  file  sessions.db.lock has mode 0600
        ok  file system  ..., not over a network
        ok  disk  ... MiB free
        ok  SQLite  3...
        ok  settings  journal_mode=wal synchronous=2 ... foreign_keys=1 secure_delete=1 trusted_schema=0 ...
        ok  WAL  ... MiB
        ok  schema  e1_002_api_keys, as this version needs it
        ok  clock  20...Z
        """
      And standard error is empty

    Example: As JSON
      Given a new database
      When the user runs hansard doctor --json
      Then standard output is
        """
        {"ok": true, "checks": [{"name": "hansard", "status": "ok", "detail": "..."}, ..., {"name": "clock", "status": "ok", "detail": "..."}]}
        """

    Example: A store that is not there is not made
      Given the environment
        | variable    | value                  |
        | HANSARD_URL | sqlite:///new/there.db |
      When the user runs hansard doctor
      Then standard output is
        """
        ok  hansard  ...
        ok  url  sqlite:///new/there.db
        warn  folder  {folder}/new is not there yet; it is made, too
        ok  file system  ...
        ok  disk  ...
        warn  database  is not there yet; it is made when it is first used
        ok  clock  ...
        """
      And these files are there
        | name | mode |

    Example: A database without a schema is none to complain about
      Given the environment
        | variable    | value              |
        | HANSARD_URL | sqlite:///empty.db |
      And the user ran python -c "import os; os.umask(0o077); open('empty.db', 'w')"
      When the user runs hansard doctor
      Then the exit code is 0
      And standard output is
        """
        ...
        ok  settings  journal_mode=delete ...
        ...
        warn  schema  none yet; it is made when it is first used
        ...
        """

  Rule: What has to be put right around the database is named, with the way to do it

    Scenario Outline: <What>
      Given the environment
        | variable    | value               |
        | HANSARD_URL | sqlite:///agents.db |
      And the user ran hansard session create
      And the user ran python -c "import os; <deed>"
      When the user runs hansard doctor
      Then the exit code is <code>
      And standard output is
        """
        ...
        <line>
        ...
        """

      Examples:
        | What                                    | deed                                | code | line                                                                   |
        | Anybody may write into the folder       | os.chmod('.', 0o777)                | 1    | fail  folder  {folder} has mode 0777: anybody can replace the file; chmod 0700 it |
        | A group may write into the folder       | os.chmod('.', 0o770)                | 0    | warn  folder  {folder} has mode 0770: others can write here; chmod 0700 it |
        | Others may read the file                | os.chmod('agents.db', 0o644)        | 0    | warn  file  agents.db has mode 0644: others may open it; chmod 0600 it |
        | The file has two names                  | os.link('agents.db', 'copy.db')     | 1    | fail  file  agents.db has 2 names; copy it and use the copy            |

    Example: A folder and a file that belong to somebody else
      Given a new database
      And the program has the fault "it runs as somebody who may not write here"
      When the user runs hansard doctor
      Then the exit code is 1
      And standard output is
        """
        ...
        fail  folder  ... has mode 0700: this user cannot write here
        fail  file  sessions.db has mode 0600: this user cannot read and write it
        ...
        """

  Rule: What has to be put right in the database is named, too

    Example: An older schema
      Given an empty database
      And it was upgraded to a7_001_session_persistence
      When the user runs hansard doctor
      Then the exit code is 1
      And standard output is
        """
        ...
        fail  schema  The database is at schema revision a7_001_session_persistence, this version needs e1_002_api_keys. Back up, then run: hansard db upgrade
        ok  clock  ...
        """

    Example: A file that is no database
      Given the file "agents.db"
        """
        Something else, and long enough to be looked at as a database of many pages, which it is not.
        """
      When the user runs hansard doctor --url sqlite:///agents.db --json
      Then the exit code is 5
      And standard output is
        """
        {"ok": false, "checks": [..., {"name": "database", "status": "fail", "detail": "The database is damaged or is no database ..."}]}
        """
      And standard error is empty

    Example: A session from the future
      Given a new database
      And 9999999999 seconds pass
      And session Alpha
      When the user runs hansard doctor
      Then standard output is
        """
        ...
        warn  clock  20...Z, and the newest session is from 23...Z; a clock was or is wrong
        """

  Rule: A database is judged by what it says of itself

    Scenario Outline: SQLite: <fact> is <value>
      When doctor looks at a SQLite database
        | fact       | value        |
        | durability | <durability> |
        | <fact>     | <value>      |
      Then doctor says
        | check   | status   | detail   |
        | <check> | <status> | <detail> |
      And nothing has changed

      Examples:
        | fact           | value  | durability | check    | status | detail                                                      |
        | version        | 3.34.1 | power      | SQLite   | fail   | 3.34.1 is too old; 3.35 is needed                           |
        | version        | 3.51.2 | power      | SQLite   | ok     | 3.51.2; its WAL-reset bug (before 3.51.3) is avoided: ...   |
        | version        | 3.51.3 | power      | SQLite   | ok     | 3.51.3                                                      |
        | journal mode   | delete | power      | settings | fail   | not in force: journal_mode; journal_mode=delete ...         |
        | foreign keys   | 0      | power      | settings | fail   | not in force: foreign_keys; ...                             |
        | secure delete  | 0      | power      | settings | fail   | not in force: secure_delete; ...                            |
        | trusted schema | 1      | power      | settings | fail   | not in force: trusted_schema; ...                           |
        | synchronous    | 1      | power      | settings | fail   | not in force: synchronous; ...                              |
        | synchronous    | 1      | process    | settings | ok     | ...synchronous=1...                                         |
        | synchronous    | 0      | process    | settings | fail   | not in force: synchronous; ...                              |
        | synchronous    | 3      | power      | settings | ok     | ...synchronous=3...                                         |
        | wal            | 128    | power      | WAL      | ok     | 128.0 MiB                                                   |
        | wal            | 129    | power      | WAL      | warn   | 129.0 MiB; a reader keeps an old transaction open, end it   |

    Scenario Outline: PostgreSQL: <fact> is <value>
      When doctor looks at a PostgreSQL database
        | fact   | value   |
        | <fact> | <value> |
      Then doctor says
        | check   | status   | detail   |
        | <check> | <status> | <detail> |
      And nothing has changed

      Examples:
        | fact               | value | check        | status | detail                                                                                |
        | version            | 12.22 | PostgreSQL   | fail   | 12.22 is too old; 13 is needed                                                        |
        | version            | 13.0  | PostgreSQL   | ok     | 13.0                                                                                  |
        | version            | devel | PostgreSQL   | fail   | devel is too old; 13 is needed                                                        |
        | fsync              | off   | settings     | fail   | fsync off: acknowledged messages do not survive a power cut; ...                      |
        | synchronous commit | off   | settings     | fail   | synchronous_commit off: ...                                                           |
        | full page writes   | off   | settings     | fail   | full_page_writes off: ...                                                             |
        | synchronous commit | local | settings     | ok     | synchronous_commit=local fsync=on full_page_writes=on is_superuser=off                |
        | is superuser       | on    | role         | warn   | is a superuser; give hansard a role of its own                                        |
        | is superuser       | off   | role         | ok     | is no superuser                                                                       |
        | standby            | yes   | server       | fail   | is a standby and takes no writes; use the primary                                     |
        | pooler             | yes   | pooler       | ok     | there is one in between; no prepared statements are used                              |
        | pooler             | no    | pooler       | ok     | none in between                                                                       |
        | seconds ahead      | 5     | server clock | ok     | within 5 s of this one                                                                |
        | seconds ahead      | 6     | server clock | warn   | is +6 s from this one; set both by NTP                                                |
        | seconds ahead      | -60   | server clock | warn   | is -60 s from this one; set both by NTP                                               |

  Rule: A machine is judged by where the file lies, how much room there is, and its clock

    Scenario Outline: A file below <place>
      When doctor looks at a folder
        | fact   | value   |
        | place  | <place> |
      Then doctor says
        | check       | status   | detail   |
        | file system | <status> | <detail> |
      And nothing has changed

      Examples:
        | place                 | status | detail                                                                                                                       |
        | /home/ann             | ok     | ext4, not over a network                                                                                                     |
        | /srv                  | fail   | /srv is nfs4: SQLite's locks and its WAL do not work over a network; put the file on a local disk, or use PostgreSQL         |
        | /srv/agents           | fail   | /srv is nfs4: ...                                                                                                            |
        | /srv/local/agents     | ok     | ext4, not over a network                                                                                                     |
        | /my documents/agents  | fail   | /my documents is cifs: ...                                                                                                   |

    Example: A machine that does not say where what is mounted
      When doctor looks at a folder
        | fact   | value     |
        | place  | /home/ann |
        | mounts | unknown   |
      Then doctor says
        | check       | status | detail                      |
        | file system | ok     | unknown, not over a network |
      And nothing has changed

    Scenario Outline: <free> MiB free beside a database of <database>
      When doctor looks at a disk
        | fact     | value      |
        | free     | <free>     |
        | database | <database> |
      Then doctor says
        | check | status   | detail   |
        | disk  | <status> | <detail> |
      And nothing has changed

      Examples:
        | free | database | status | detail                                              |
        | 63   | 0        | fail   | 63 MiB free; writes are about to fail               |
        | 64   | 0        | warn   | 64 MiB free; make room before it is used up         |
        | 1024 | 0        | ok     | 1,024 MiB free                                      |
        | 1024 | 2000     | warn   | 1,024 MiB free; make room before it is used up      |

    Scenario Outline: A clock that shows <shows>
      When doctor looks at a clock
        | fact   | value    |
        | shows  | <shows>  |
        | newest | <newest> |
      Then doctor says
        | check | status   | detail   |
        | clock | <status> | <detail> |
      And nothing has changed

      Examples:
        | shows                | newest               | status | detail                                                                                          |
        | 2024-12-31T23:00:00Z | 2024-01-01T00:00:00Z | fail   | 2024-12-31 23:00:00Z is in the past; set it by NTP                                              |
        | 2026-01-01T09:00:00Z | 2026-01-01T09:00:05Z | ok     | 2026-01-01 09:00:00Z                                                                            |
        | 2026-01-01T09:00:00Z | 2026-01-01T09:00:06Z | warn   | 2026-01-01 09:00:00Z, and the newest session is from 2026-01-01 09:00:06Z; a clock was or is wrong |
