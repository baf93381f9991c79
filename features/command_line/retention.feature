# What a command says does not depend on the database and the face; the store's own features run
# on all of them.
@use.with_backend=sqlite @use.with_face=sync
Feature: Retention at the prompt
  A policy says how long the record is kept. A plan says what would go by it now, and changes
  nothing; applying it does the same things. Nothing goes before the name of the namespace was
  typed, or the caller said that nobody needs to be asked. Nobody but the caller ever starts it.

  Rule: A plan says what would go, and changes nothing

    Example: Each step of the policy
      Given these sessions
        | name  | status    |
        | Alpha | completed |
        | Beta  | active    |
        | Gamma | pending   |
      And Beta was hidden 1 day ago
      And 5 events were appended to Gamma
      When the user runs hansard retention plan --completed-days never --age-days 1 --hard-delete-days 1 --max-events 2
      Then standard output is
        """
        Would hide 2 sessions.
        Would delete 1 session for good.
        Would prune 3 events of sessions that stay.
        Would remove 0 artifacts of sessions that do not exist.
        """
      And nothing has changed

    Example: As JSON
      Given the completed session Alpha
      When the user runs hansard retention plan --json --completed-days 1
      Then standard output is
        """
        {"dry_run": true, "sessions_soft_deleted": 1, "sessions_hard_deleted": 0, "events_pruned": 0, "artifacts_cleaned": 0, "orphaned_sequences_cleaned": 0, "duration_ms": ..., "errors": [], "notes": []}
        """
      And nothing has changed

    Example: So does what applies it, where it is only asked what it would do
      Given the completed session Alpha
      When the user runs hansard retention apply --dry-run --completed-days 1
      Then standard output is
        """
        Would hide 1 session.
        ...
        """
      And standard error is empty
      And nothing has changed

  Rule: Nothing goes before the namespace was typed

    Example: It is typed
      Given the completed session Alpha in South
      And session Beta in South
      When this is piped into hansard retention apply --completed-days 1 --namespace South
        """
        South

        """
      Then standard output is
        """
        Would hide 1 session.
        Would delete 0 sessions for good.
        Would prune 0 events of sessions that stay.
        Would remove 0 artifacts of sessions that do not exist.
        Hid 1 session.
        Deleted 0 sessions for good.
        Pruned 0 events of sessions that stay.
        Removed 0 artifacts of sessions that do not exist.
        """
      And standard error is
        """
        Type the name of the namespace, South, to go on:
        """
      And session Alpha in South is gone

    Example: Something else is typed
      Given the completed session Alpha in South
      When this is piped into hansard retention apply --completed-days 1 --namespace South
        """
        yes

        """
      Then the exit code is 1
      And standard error is
        """
        Type the name of the namespace, South, to go on:
        error: That is not the namespace. Nothing was done. See also --yes.
        """
      And nothing has changed

    Example: Programs that say nothing get an error, and nothing on standard output
      Given the completed session Alpha
      When the user runs hansard retention apply --completed-days 1 --json
      Then the exit code is 1
      And standard output is empty
      And nothing has changed

  Rule: Who says so beforehand is not asked

    Example: Sessions are hidden, deleted for good and pruned
      Given these sessions
        | name  | status    | tags   |
        | Alpha | completed | none   |
        | Beta  | active    | none   |
        | Gamma | completed | pinned |
      And Beta was hidden 40 days ago
      When the user runs hansard retention apply --yes
      Then standard output is
        """
        Hid 1 session.
        Deleted 1 session for good.
        ...
        """
      And Beta is gone for good
      And Gamma is listed

    Example: As JSON
      Given the pending session Alpha
      And 5 events were appended to Alpha
      When the user runs hansard retention apply --yes --json --completed-days never --max-events 2
      Then standard output is
        """
        {"dry_run": false, "sessions_soft_deleted": 0, "sessions_hard_deleted": 0, "events_pruned": 3, ..., "errors": [], "notes": [...]}
        """

    Example: What an interrupt means is said
      Given session Alpha
      And Alpha was hidden 40 days ago
      And the program has the fault "it is interrupted before it overwrites what it removed"
      When the user runs hansard retention apply --yes
      Then the exit code is 130
      And standard error is
        """
        error: Interrupted. What was done stays done. Repeat the command to go on.
        """

    Example: What fails is said, and everything else is done
      Given sessions Alpha and Beta
      And Alpha and Beta were hidden 40 days ago
      And the database refuses to delete Alpha
      When the user runs hansard retention apply --yes
      Then the exit code is 1
      And standard output is
        """
        Hid 0 sessions.
        Deleted 1 session for good.
        ...
        Failed: Session Alpha: ...
        """

  Rule: Options say the policy, over that of a file

    Scenario Outline: With <options>
      Given these sessions
        | name  | status    | tags |
        | Alpha | completed | late |
      And the file "policy.json"
        """
        {"max_completed_session_age_days": 1, "exempt_tags": []}
        """
      When the user runs hansard retention plan --policy policy.json <options>
      Then standard output is
        """
        Would hide <count>.
        ...
        """

      Examples:
        | options                                       | count      |
        | --hard-delete-days never                      | 1 session  |
        | --completed-days never                        | 0 sessions |
        | --completed-days 100000                       | 0 sessions |
        | --completed-days never --age-days 1           | 1 session  |
        | --exempt-tag late                             | 0 sessions |
        | --exempt-status completed                     | 0 sessions |

    Scenario Outline: <What> is refused before anything is read
      Given the file "policy.json"
        """
        <policy>
        """
      When the user runs hansard retention apply --yes --policy policy.json <options>
      Then the exit code is 2
      And standard output is empty
      And standard error is
        """
        error: <reason> Try: hansard retention apply --help
        """

      Examples: a file
        | What                              | policy                         | options | reason                                                      |
        | A part that policies do not have  | {"max_age": 1}                 |         | policy.json: 'max_age' is none of max_session_age_days, ... |
        | A number that is none             | {"batch_size": "many"}         |         | batch_size must be a positive integer.                      |
        | A status that does not exist      | {"exempt_statuses": ["open"]}  |         | ...open...                                                  |
        | A list                            | []                             |         | policy.json: must be a JSON object.                        |
        | Half a document                   | {"batch_size":                 |         | policy.json: is not JSON at line 2, column 1...             |
        | An archive without its folder     | {"archive_before_prune": true} |         | policy.json: Instead of archive_before_prune pass --archive. |

      Examples: an option
        | What              | policy | options                  | reason                                                                                     |
        | No day at all     | {}     | --completed-days 0       | Invalid value for '--completed-days': '0' is no number of at least 1, nor never.           |
        | Less than no day  | {}     | --hard-delete-days=-1    | Invalid value for '--hard-delete-days': '-1' is no number of at least 1, nor never.        |
        | Many events       | {}     | --max-events many        | Invalid value for '--max-events': 'many' is no number of at least 1, nor any.              |
        | An unknown status | {}     | --exempt-status open     | Invalid value for '--exempt-status': 'open' is not one of ...                              |

  Rule: An archive gets the records before they go

    Example: In a folder that only its owner reads
      Given session Alpha with 2 messages
      And Alpha was hidden 40 days ago
      And the user ran hansard retention apply --yes --archive kept
      When the user runs python -c "import glob; print(open(glob.glob('kept/session-*.jsonl')[0]).read(), end='')"
      Then standard output is
        """
        {"kind": "session", "session_id": "Alpha", ...}
        {"kind": "message", ..."content": "message 0", ...}
        {"kind": "message", ..."content": "message 1", ...}
        """

    Example: A plan makes no folder
      Given session Alpha
      And Alpha was hidden 40 days ago
      When the user runs hansard retention plan --archive kept
      Then standard output is
        """
        Would hide 0 sessions.
        Would delete 1 session for good.
        ...
        """
      And these files are there
        | name | mode |

    Example: What cannot be written stays
      Given session Alpha
      And Alpha was hidden 40 days ago
      When the user runs hansard retention apply --yes --archive /dev/null/kept
      Then the exit code is 1
      And standard output is
        """
        Hid 0 sessions.
        Deleted 0 sessions for good.
        ...
        Failed: Session Alpha: The archive did not take ...
        """
      And Alpha is hidden
