# What a command says does not depend on the database and the face; the store's own features run
# on all of them.
@use.with_backend=sqlite @use.with_face=sync
Feature: API keys at the prompt
  A key is made at a prompt and its secret is printed once, alone, so that it can go straight into
  a file or a safe. No command takes a secret: what is typed can be read by others, in the list of
  processes and in the shell's history.

  Rule: The secret is printed once, alone on standard output

    Example: What goes with it is said beside it
      Given session Alpha
      When the user runs hansard key create robot --role append
      Then standard output is
        """
        hansard_...
        """
      And standard error is
        """
        Made key key_01..., role append, for the namespace local. Its secret is not shown again; keep it safe.
        """

    Example: For another namespace, and for a time
      Given session Alpha
      When the user runs hansard key create robot --role read --namespace South --expires-in 90d
      Then standard output is
        """
        hansard_...
        """
      And standard error is
        """
        Made key key_01..., role read, for the namespace South until 20...Z. Its secret is not shown again; keep it safe.
        """

    Example: Quietly
      Given session Alpha
      When the user runs hansard key create robot --role admin --quiet
      Then standard output is
        """
        hansard_...
        """
      And standard error is empty

    Example: As JSON
      Given session Alpha
      When the user runs hansard key create robot --role admin --json
      Then standard output is
        """
        {"key_id": "key_01...", "namespace": "local", "name": "robot", "role": "admin", "shown": "hansard_...", "created_at": "20...", "expires_at": null, "revoked_at": null, "last_used_at": null, "secret": "hansard_..."}
        """
      And standard error is empty

  Rule: A key that cannot be is not made

    Scenario Outline: <what>
      Given the keys
        | key   | name  |
        | first | robot |
      When the user runs hansard key create <arguments>
      Then the exit code is <code>
      And standard output is empty
      And standard error is
        """
        error: <error>
        """
      And nothing has changed

      Examples:
        | what                       | arguments                                  | code | error                                                                                                                           |
        | No role is said            | robot                                      | 2    | Missing option '--role'. Choose from: read, append, admin. Try: hansard key create --help                                       |
        | There is no such role      | robot --role owner                         | 2    | Invalid value for '--role': 'owner' is not one of 'read', 'append', 'admin'. Try: hansard key create --help                     |
        | Its time is no span        | robot --role read --expires-in soon        | 2    | Invalid value for '--expires-in': 'soon' is no span of time, such as 30m, 12h, 90d or 4w. Try: hansard key create --help        |
        | Its time is over already   | robot --role read --expires-in 0d          | 2    | Invalid value for '--expires-in': '0d' is no span of time, such as 30m, 12h, 90d or 4w. Try: hansard key create --help          |
        | Its time is no time at all | robot --role read --expires-in 9999999999w | 2    | Invalid value for '--expires-in': '9999999999w' is no span of time, such as 30m, 12h, 90d or 4w. Try: hansard key create --help |
        | Its end has no year        | robot --role read --expires-in 999999w     | 2    | expires_in must end before the year 10000, not datetime.timedelta(days=6999993) from now.                                       |
        | It has no name             | "" --role read                             | 2    | name must have 1 to 255 characters, not 0.                                                                                      |

  Rule: The list shows everything but the secret

    Example: For people
      Given the keys
        | key    | name               | role   | expires in |
        | first  | "robot\u202eright" | append | 90 days    |
        | second | robot              | read   |            |
      And the secret of "second" was presented
      And the key "first" was revoked
      When the user runs hansard key list
      Then standard output is
        """
        id         name              role    secret           created               expires               last used             revoked
        key_01...  robot\u202eright  append  hansard_...       2026-01-01 09:00:00Z  2026-04-01 09:00:00Z                        2026-01-01 09:00:00Z
        key_01...  robot             read    hansard_...       2026-01-01 09:00:00Z                        2026-01-01 09:00:00Z
        """

    Example: As JSON, a key a line
      Given the keys
        | key    | name  | role   | namespace | expires in |
        | first  | robot | append |           | 90 days    |
        | second | robot | read   | South     |            |
      When the user runs hansard key list --json
      Then standard output is
        """
        {"key_id": "key_01...", "namespace": "local", "name": "robot", "role": "append", "shown": "hansard_...", "created_at": "2026-01-01T09:00:00.123456+00:00", "expires_at": "2026-04-01T09:00:00.123456+00:00", "revoked_at": null, "last_used_at": null}
        """

    Example: Where there is none
      Given the keys
        | key    | namespace |
        | second | South     |
      When the user runs hansard key list
      Then standard output is empty
      And standard error is
        """
        No keys.
        """

  Rule: A key is revoked by its id

    Example: It opens nothing from then on
      Given the keys
        | key   | name  |
        | first | robot |
      When the user runs hansard key revoke first
      Then standard output is
        """
        Revoked key key_01..., named robot.
        """
      And the secret of "first" opens nothing

    Example: As JSON
      Given the keys
        | key   | name  |
        | first | robot |
      When the user runs hansard key revoke first --json
      Then standard output is
        """
        {"key_id": "key_01...", "namespace": "local", "name": "robot", "role": "append", "shown": "hansard_...", "created_at": "2026-01-01T09:00:00.123456+00:00", "expires_at": null, "revoked_at": "20...", "last_used_at": null}
        """
      And the secret of "first" opens nothing

    Example: That of another namespace is not there
      Given the keys
        | key   | name  | namespace |
        | first | robot | South     |
      When the user runs hansard key revoke first
      Then the exit code is 3
      And standard error is
        """
        error: Key not found: key_01.... Check the id, or list the keys of this namespace.
        """
      And nothing has changed

    Example: A secret that is typed instead is not repeated
      Given the keys
        | key   | name  |
        | first | robot |
      When the user runs hansard key revoke hansard_0000000000000000000000000000000000000000000 -vv
      Then the exit code is 2
      And "hansard_000" is printed nowhere
      And nothing has changed
