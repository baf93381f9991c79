# What a command says does not depend on the database and the face; the store's own features run
# on all of them.
@use.with_backend=sqlite @use.with_face=sync
Feature: Options of every command
  Which record is meant, which part of it, and in which form the answer is wanted, is said to
  every command in the same words, in front of its name or behind it.

  Rule: The record is the one of the option, else of the environment, else of the user

    Example: The environment names it
      Given the environment
        | variable    | value                 |
        | HANSARD_URL | sqlite:///agents.db   |
      When the user runs hansard session create --id Alpha
      Then the exit code is 0
      And these files are there
        | name           | mode |
        | agents.db      | 0600 |
        | agents.db.lock | 0600 |

    Example: The option goes before the environment
      Given the environment
        | variable    | value                 |
        | HANSARD_URL | sqlite:///agents.db   |
      When the user runs hansard session create --url sqlite:///others.db
      Then the exit code is 0
      And these files are there
        | name           | mode |
        | others.db      | 0600 |
        | others.db.lock | 0600 |

    Example: Behind the command it goes before the one in front
      When the user runs hansard --url sqlite:///agents.db session create --url sqlite:///others.db
      Then the exit code is 0
      And these files are there
        | name           | mode |
        | others.db      | 0600 |
        | others.db.lock | 0600 |

    Example: Without any of them it is in the user's data folder
      Given the environment
        | variable    | value |
        | HANSARD_URL | none  |
      When the user runs hansard session create
      Then the exit code is 0
      And these files are there
        | name                                   | mode |
        | .local/                                | 0755 |
        | .local/share/                          | 0755 |
        | .local/share/hansard/                  | 0700 |
        | .local/share/hansard/hansard.db        | 0600 |
        | .local/share/hansard/hansard.db.lock   | 0600 |

  Rule: A command sees one namespace

    Example: Without the option it is local
      Given session Alpha in South
      And session Beta
      When the user runs hansard session list --json
      Then standard output is
        """
        {"session_id": "Beta", "namespace": "local", ...}
        """

    Scenario Outline: With the option it is that one, <where> of the command
      Given session Alpha in South
      And session Beta
      When the user runs hansard <command>
      Then standard output is
        """
        {"session_id": "Alpha", "namespace": "South", ...}
        """

      Examples:
        | where    | command                                 |
        | in front | --namespace South --json session list   |
        | behind   | session list --json --namespace South   |
        | midway   | session --namespace South --json list   |

    Example: A session of another namespace is not there
      Given session Alpha in South
      When the user runs hansard session show Alpha
      Then the exit code is 3
      And standard error is
        """
        error: Session not found: Alpha. Check the id, or list the sessions of this namespace.
        """

    Scenario Outline: <name> is no namespace
      Given session Alpha
      When the user runs hansard session list --namespace <name>
      Then the exit code is 2
      And standard error is
        """
        error: namespace must ...
        """

      Examples:
        | name    |
        | ""      |
        | "a	b" |

  Rule: Errors are one line, and for programs an object

    Example: For people
      When the user runs hansard session show Omega
      Then the exit code is 3
      And standard output is empty
      And standard error is
        """
        error: Session not found: Omega. Check the id, or list the sessions of this namespace.
        """

    Scenario Outline: For programs, with <command>
      When the user runs hansard <command>
      Then the exit code is <code>
      And standard output is empty
      And standard error is
        """
        {"code": "<name>", "message": "<message>", "exit_code": <code>}
        """

      Examples:
        | command                        | code | name              | message                                                                    |
        | session show Omega --json      | 3    | session_not_found | Session not found: Omega. Check the id, or list the sessions of this namespace. |
        | --json session show            | 2    | usage_error       | Missing argument 'ID'. Try: hansard session show --help                    |
        | session --json shw             | 2    | usage_error       | No such command 'shw'. Did you mean 'show'? Try: hansard session --help    |
        | session list --jso --json      | 2    | usage_error       | No such option... Try: hansard session list --help                         |

    Example: What follows two dashes is no option
      When the user runs hansard session show -- --json
      Then the exit code is 3
      And standard error is
        """
        error: Session not found: --json. ...
        """

  Rule: Notes are left out where nobody wants them

    Scenario Outline: With <option>
      Given session Alpha in South
      When the user runs hansard export-chats --namespace South <option>
      Then standard output is
        """
        {"conversation_id":"Alpha","messages":[]}
        """
      And standard error is empty

      Examples:
        | option  |
        | -q      |
        | --quiet |
        | --json  |

    Example: An error is no note
      When the user runs hansard session show Omega --quiet
      Then the exit code is 3
      And standard error is
        """
        error: Session not found: Omega. ...
        """

  Rule: Help says what there is

    Example: Of the program
      When the user runs hansard --help
      Then the exit code is 0
      And standard output is
        """
        Usage: hansard [OPTIONS] COMMAND [ARGS]...
        ...
        Commands:
          artifact  Keep what agents made, by key, and give it back.
          db  Look after the schema of the database.
          demo  Kill a writer; show what the record holds.
          doctor  Look for what could harm the record.
          erase  Forget a person, for good.
          event  Look at what happened in a session, also while it happens.
          export-chats  Export sessions as chat transcripts.
          import-chats  Import chat transcripts as sessions.
          key  Say who may use the record over HTTP, and for what.
          retention  Keep the record no longer than it is needed.
          run  Look at what agents executed.
          serve  Serve the record over HTTP until interrupted.
          session  Create, read, extend, fork, hand over and delete sessions.
          thread  Look at which session continues which thread.
          usage  Add up tokens and costs.
          verify  Check that the record is whole.

        Options:
          --version  Show the version and exit.
          -h, --help  Show this message and exit.

        Options of every command:
          --url URL  Database URL. ...
          ...
        """
      And standard error is empty

    Example: Of a command, its own options first
      When the user runs hansard session delete -h
      Then standard output is
        """
        Usage: hansard session delete [OPTIONS] ID
        ...
        Options:
          --yes  Do not ask for the id to be typed.
          --dry-run  Only say what would go.
          -h, --help  Show this message and exit.

        Options of every command:
          ...
        """
      And standard error is empty

    Scenario Outline: Where the command is missing, and that is wrong usage: <command>
      When the user runs <command>
      Then the exit code is 2
      And standard output is empty
      And standard error is
        """
        Usage: <command> [OPTIONS] COMMAND [ARGS]...
        ...
        """

      Examples:
        | command         |
        | hansard         |
        | hansard session |
        | hansard db      |

    Example: The version is the program's
      When the user runs hansard --version
      Then the exit code is 0
      And standard output is
        """
        hansard ...
        """
      And these files are there
        | name | mode |

  Rule: A shell completes commands and options

    Scenario Outline: <typed>
      Given the environment
        | variable          | value         |
        | _HANSARD_COMPLETE | bash_complete |
        | COMP_WORDS        | <typed>       |
        | COMP_CWORD        | <place>       |
      When the user runs hansard
      Then the exit code is 0
      And standard output is
        """
        plain,<completed>
        """

      Examples:
        | typed                                | place | completed   |
        | hansard ses                          | 1     | session     |
        | hansard session lis                  | 2     | list        |
        | hansard session list --names         | 3     | --namespace |
        | hansard session list --order old     | 4     | oldest      |
