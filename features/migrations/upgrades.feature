# A store in memory has no schema. The schema is the same whichever face calls.
@use.with_backend=sqlite @use.with_backend=postgresql @use.with_face=sync
Feature: Schemas of older and newer versions
  A database outlives the version of hansard that made it. An older schema is brought to the one
  that is needed, with everything in it, when somebody says so and never unasked; a newer one is
  left alone.

  Rule: A database of another version is refused, with the way out

    Example: An older one
      Given an empty database
      And it was upgraded to a7_001_session_persistence
      When it is opened
      Then it is refused because the schema is not the right one
      And the refusal mentions "hansard db upgrade"
      And it is at a7_001_session_persistence

    Example: The oldest one
      Given an empty database
      And it was upgraded to b1_001_resource_registry
      When it is opened
      Then it is refused because the schema is not the right one
      And the refusal says
        | detail   | value                    |
        | current  | b1_001_resource_registry |
        | required | e1_002_api_keys          |

    Example: A newer one
      Given a new database
      And it was marked by a newer version as z9_001_nobody_knows
      When it is opened
      Then it is refused because the schema is not the right one
      And the refusal mentions "pip install -U hansard"

    Scenario Outline: A newer one is not <moved> either
      Given a new database
      And it was marked by a newer version as z9_001_nobody_knows
      When it is <moved> <revision>
      Then it is refused because the schema is not the right one
      And it is at z9_001_nobody_knows

      Examples:
        | moved         | revision                 |
        | upgraded to   | e1_002_api_keys          |
        | taken back to | b1_001_resource_registry |

  Rule: An upgrade keeps everything

    Scenario Outline: From <revision>, every row of every table
      Given an empty database
      And it was upgraded to <revision>
      And a row in each of its tables
      When it is upgraded
      Then it is at e1_002_api_keys
      And every row is as it was

      Examples:
        | revision                   |
        | b1_001_resource_registry   |
        | a7_001_session_persistence |
        | a7_002_session_tags        |
        | d4_001_runs_and_events     |
        | d4_002_artifacts           |
        | e1_001_thread_mappings     |

    Example: Sessions and their messages are read as before
      Given a new database
      And session Alpha with 3 messages
      And it was taken back to a7_001_session_persistence
      When it is upgraded
      Then Alpha holds the messages
        | sequence | role | content   |
        | 0        | user | message 0 |
        | 1        | user | message 1 |
        | 2        | user | message 2 |

    Example: Sessions are found by the tags that they had
      Given a new database
      And session Alpha with
        | property | value         |
        | tags     | billing, late |
      And it was taken back to a7_001_session_persistence
      And it was upgraded to e1_002_api_keys
      When the sessions with tags late are listed
      Then the sessions are Alpha

    Example: What is up to date stays as it is
      Given a new database
      And session Alpha with 3 messages
      When it is upgraded
      Then it is at e1_002_api_keys
      And Alpha holds 3 messages

  Rule: Threads and the place of a fork are of their revision, what was said is not

    Example: A session keeps the parent that it named before
      Given a new database
      And session Alpha was saved with
        | property | value  |
        | name     | A trip |
      And session Beta was saved with
        | property          | value |
        | parent session id | Alpha |
      And it was taken back to d4_002_artifacts
      When it is upgraded
      Then the lineage of Alpha has
        | path                          | cell  |
        | children.0.session id         | Beta  |
        | children.0.forked at sequence | none  |

    Example: A fork that was taken down and up has its parent and its messages
      Given a new database
      And session Alpha with 2 messages
      And session Alpha was forked as Beta
      And it was taken back to d4_002_artifacts
      When it is upgraded
      Then the lineage of Beta has
        | path                       | cell  |
        | ancestors.0.session id     | Alpha |
        | session.message count      | 2     |
        | session.forked at sequence | none  |

    Example: Threads that were taken down are gone
      Given a new database
      And thread Trip of Ann was opened as Alpha
      And it was taken back to d4_002_artifacts
      When it is upgraded
      Then the threads of Ann are []
      And Alpha holds no messages

  Rule: The way up and down is one chain

    Scenario Outline: Up to <revision>, with what comes before it
      Given an empty database
      When it is upgraded to <revision>
      Then it is at <revision>
      And its tables are "<tables>"

      Examples:
        | revision                   | tables                                                                                   |
        | b1_001_resource_registry   | endpoint_runs, endpoints, jobs, tenants                                                  |
        | a7_001_session_persistence | endpoint_runs, endpoints, jobs, session_messages, sessions, tenants                      |
        | a7_002_session_tags        | endpoint_runs, endpoints, jobs, session_messages, session_tags, sessions, tenants        |
        | d4_001_runs_and_events     | endpoint_runs, endpoints, events, jobs, runs, session_messages, session_tags, sessions, tenants |
        | d4_002_artifacts           | artifact_folders, artifacts, endpoint_runs, endpoints, events, jobs, runs, session_messages, session_tags, sessions, tenants |
        | e1_001_thread_mappings     | artifact_folders, artifacts, endpoint_runs, endpoints, events, jobs, runs, session_mappings, session_messages, session_tags, sessions, tenants |
        | e1_002_api_keys            | api_keys, artifact_folders, artifacts, endpoint_runs, endpoints, events, jobs, runs, session_mappings, session_messages, session_tags, sessions, tenants |

    Scenario Outline: Down to <revision>, without what comes after it
      Given a new database
      And session Alpha with 3 messages
      When it is taken back to <revision>
      Then it is at <revision>
      And its tables are "<tables>"

      Examples:
        | revision                   | tables                                                                                   |
        | e1_001_thread_mappings     | artifact_folders, artifacts, endpoint_runs, endpoints, events, jobs, runs, session_mappings, session_messages, session_tags, sessions, tenants |
        | d4_002_artifacts           | artifact_folders, artifacts, endpoint_runs, endpoints, events, jobs, runs, session_messages, session_tags, sessions, tenants |
        | a7_002_session_tags        | endpoint_runs, endpoints, jobs, session_messages, session_tags, sessions, tenants        |
        | a7_001_session_persistence | endpoint_runs, endpoints, jobs, session_messages, sessions, tenants                      |
        | b1_001_resource_registry   | endpoint_runs, endpoints, jobs, tenants                                                  |
        | none                       |                                                                                          |

    Example: Where it ends is where a store can be opened
      Given an empty database
      And it was upgraded to e1_002_api_keys
      When it is opened
      Then it is at e1_002_api_keys

    Example: A way that was gone down can be gone up again
      Given a new database
      And it was taken back to none
      When it is opened
      Then it is at e1_002_api_keys

  Rule: There is no way to a schema that does not exist

    Scenario Outline: A database is not <moved> it
      Given a new database
      And session Alpha with 3 messages
      When it is <moved> z9_001_nobody_knows
      Then it is refused because a setting is wrong
      And it is at e1_002_api_keys
      And Alpha holds 3 messages

      Examples:
        | moved         |
        | upgraded to   |
        | taken back to |

  Rule: What is somebody else's stays theirs

    Example: Another program's own revisions
      Given an empty database
      And somebody else's table "alembic_version" in it
      When it is upgraded
      Then every row is as it was
      And it is at e1_002_api_keys

    Example: Also on the way down
      Given an empty database
      And somebody else's table "alembic_version" in it
      And it was upgraded to e1_002_api_keys
      When it is taken back to none
      Then every row is as it was
      And its tables are "alembic_version"
