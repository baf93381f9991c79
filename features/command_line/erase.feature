# What a command says does not depend on the database and the face; the store's own features run
# on all of them.
@use.with_backend=sqlite @use.with_face=sync
Feature: Erasure at the prompt
  A person is forgotten for good. The command counts what there is of them, and goes on when the id
  of the owner was typed, or when the caller said beforehand that nobody needs to be asked.

  Rule: Nothing is erased before the id of the owner was typed

    Example: The id is typed
      Given session Alpha in South with
        | property | value   |
        | owner    | ann     |
        | tags     | billing |
      And 2 events were appended to Alpha in South
      When this is piped into hansard erase --owner ann --namespace South
        """
        ann

        """
      Then standard output is
        """
        Would erase all of owner ann:
          sessions           1
          session_messages   0
          session_tags       1
          runs               0
          events             2
          artifacts          0
          blobs              0
        Erased all of owner ann:
          sessions           1
          session_messages   0
          session_tags       1
          runs               0
          events             2
          artifacts          0
          blobs              0
        """
      And standard error is
        """
        Type the id of the owner to erase all of it:
        """
      And session Alpha in South is gone

    Scenario Outline: <what>
      Given session Alpha in South with
        | property | value |
        | owner    | ann   |
      When this is piped into hansard erase --owner ann --namespace South
        """
        <typed>
        """
      Then the exit code is 1
      And standard error is
        """
        Type the id of the owner to erase all of it:
        error: That is not the id of the owner. Nothing was erased. See also --yes.
        """
      And nothing has changed

      Examples:
        | what                    | typed |
        | Something else is typed | yes   |
        | Nothing is typed        |       |
        | It is almost the id     | ann x |

  Rule: Who says so beforehand is not asked

    Example: All goes, of this owner and in this namespace
      Given session Alpha in South with
        | property | value |
        | owner    | ann   |
      And session Beta in South with
        | property | value |
        | owner    | bob   |
      And session Gamma with
        | property | value |
        | owner    | ann   |
      When the user runs hansard erase --owner ann --namespace South --yes
      Then standard output is
        """
        Erased all of owner ann:
          sessions           1
        ...
        """
      And Gamma is listed

    Example: As JSON
      Given session Alpha with
        | property | value |
        | owner    | ann   |
      When the user runs hansard erase --owner ann --yes --json
      Then standard output is
        """
        {"owner_id": "ann", "namespace": "local", "dry_run": false, "counts": {"sessions": 1, "session_messages": 0, "session_tags": 0, "runs": 0, "events": 0, "artifacts": 0}, "contents": 0, "notes": []}
        """
      And Alpha is gone for good

    Example: It can be repeated, and then finds nothing
      Given session Alpha with
        | property | value |
        | owner    | ann   |
      And the user ran hansard erase --owner ann --yes
      When the user runs hansard erase --owner ann --yes
      Then standard output is
        """
        Erased all of owner ann:
          sessions           0
        ...
        """

  Rule: What is left of it is said

    Example: After an interrupt
      Given session Alpha with
        | property | value |
        | owner    | ann   |
      And the program has the fault "it is interrupted before it overwrites what it removed"
      When the user runs hansard erase --owner ann --yes
      Then the exit code is 130
      And standard error is
        """
        error: Interrupted. Each session is gone or still there as a whole. Repeat the command to finish.
        """

    Example: Where it cannot be overwritten
      Given session Alpha with
        | property | value |
        | owner    | ann   |
      And somebody is reading the file
      When the user runs hansard erase --owner ann --yes
      Then standard output is
        """
        Erased all of owner ann:
        ...
          blobs              0
        ...reader...
        """

  Rule: What would go can be seen without erasing it

    Example: In words, of which none is a command to the terminal
      Given the user ran hansard session create --owner "a\u202enn"
      When the user runs hansard erase --owner "a\u202enn" --dry-run
      Then standard output is
        """
        Would erase all of owner a\u202enn:
          sessions           1
        ...
        """
      And standard error is empty
      And nothing has changed

    Example: As JSON
      Given session Alpha with
        | property | value |
        | owner    | ann   |
      When the user runs hansard erase --owner ann --dry-run --json
      Then standard output is
        """
        {"owner_id": "ann", "namespace": "local", "dry_run": true, "counts": {"sessions": 1, ...}, "contents": 0, "notes": []}
        """
      And nothing has changed

  Rule: An owner has to be named

    Scenario Outline: <what>
      Given session Alpha
      When the user runs hansard erase --yes <options>
      Then the exit code is 2
      And standard output is empty
      And standard error is
        """
        error: <reason>
        """
      And nothing has changed

      Examples:
        | what               | options    | reason                                               |
        | Nobody             |            | Missing option '--owner'. Try: hansard erase --help  |
        | Somebody of no name | --owner "" | owner_id ...                                         |
