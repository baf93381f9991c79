@use.with_face=async
Feature: Serving

  The service says where it listens once it does, whether it is alive, and whether its store is of
  use; and it describes itself completely. It does not listen where others can reach it before
  there is a key. Told to end, it ends within seconds, and that is a success.

  Rule: Whether the service is alive, and of use, is nobody's secret

    Example: Asked whether it is alive
      Given the server has
        | part       | value |
        | key reader | read  |
      When GET "/healthz" is requested
      Then the response is 200
      And the response has
        | part   | value |
        | status | alive |

    Example: Asked whether it is of use
      When GET "/readyz" is requested
      Then the response is 200
      And the response has
        | part   | value |
        | status | ready |

    # There is no schema in memory.
    @not.with_backend=memory
    Example: With a database of another version it is alive, but of no use
      Given a new database
      And it was marked by a newer version as z9_001_future
      When GET "/readyz" is requested
      Then the response is 503
      And the response has
        | part               | value                         |
        | code               | migration_required            |
        | detail             | The store cannot be used now. |
        | header retry-after | 1                             |

  Rule: The service describes itself completely

    Example: Anybody may read the description
      Given the server has
        | part       | value |
        | key reader | read  |
      When GET "/openapi.json" is requested
      Then the response is 200
      And the response has
        | part                                                                         | value           |
        | info.title                                                                   | hansard         |
        | components.securitySchemes.bearer.scheme                                     | bearer          |
        | paths./v1/sessions.post.operationId                                          | create_session  |
        | paths./v1/sessions.post.security.0.bearer.count                              | 0               |
        | paths./v1/sessions.post.x-role                                               | append          |
        | paths./v1/sessions.post.responses.422.content.application/problem+json.example.code | validation_error |
        | paths./api/sessions/metadata.post.responses.404.content.application/json.example.error | ...    |
        | paths./healthz.get.security.count                                            | 0               |
        | components.schemas.HTTPValidationError                                       | none            |

    Example: Every answer of every endpoint is described, errors with an example
      When GET "/openapi.json" is requested 2 times
      Then the responses are 200 and 200
      And the response has
        | part | value |
        | gaps | []    |

  Rule: Runs that die with their processes do not stay open

    Example: They are failed while the service runs
      Given session Alpha
      And the runs
        | run | session | status  | started at |
        | One | Alpha   | running | 1 day ago  |
      And the server has
        | part            | value |
        | abandoned after | 0.1   |
      When GET "/healthz" is requested
      Then the log has
        | part      | value         |
        | event     | run_recovered |
        | level     | warning       |
        | namespace | local         |
        | run id    | One           |

    Example: Where that cannot be done, the service goes on, and the log says so
      Given the server has
        | part            | value                    |
        | abandoned after | 0.1                      |
        | fault           | the store is unavailable |
      When GET "/healthz" is requested
      Then the response is 200
      And the log has
        | part      | value                     |
        | event     | recovery_failed           |
        | level     | warning                   |
        | namespace | local                     |
        | code      | storage_connection_failed |

    # A server is a process of its own, which finds no store in the memory of this one.
    @use.with_backend=sqlite
    Example: They are failed before it listens
      Given session Alpha
      And the runs
        | run | session | status  |
        | One | Alpha   | running |
      When the user interrupts hansard serve --port 0 --abandoned-after 1 after 1 lines
      Then the exit code is 0
      And standard error is
        """
        {"time": "...", "level": "warning", "logger": "hansard.http", "event": "run_recovered", "namespace": "local", "run_id": "One"}
        """

  # A server is a process of its own, which finds no store in the memory of this one.
  @use.with_backend=sqlite
  Rule: It listens until it is interrupted

    Example: It says where
      When the user interrupts hansard serve --port 0 after 1 lines
      Then the exit code is 0
      And standard output is
        """
        hansard listens on http://127.0.0.1:...
        """
      And standard error is empty

    Example: On the machine by its name, with an agent of one's own
      When the user interrupts hansard serve --host localhost --port 0 --agent "clerk=hansard.chat:OfflineAgent" after 1 lines
      Then the exit code is 0
      And standard output is
        """
        hansard listens on http://127.0.0.1:...
        """

    Example: To a program
      When the user interrupts hansard serve --port 0 --json after 1 lines
      Then the exit code is 0
      And standard output is
        """
        {"url": "http://127.0.0.1:..."}
        """

    Example: Where others can reach it, once there is a key
      Given the keys
        | key    | role |
        | reader | read |
      When the user interrupts hansard serve --host :: --port 0 --rate 0.2 after 1 lines
      Then the exit code is 0
      And standard output is
        """
        hansard listens on http://[::]:...
        """

  @use.with_backend=sqlite
  Rule: It does not begin what would be wrong

    Scenario Outline: <options>
      When the user runs python -m hansard serve --port 0 <options>
      Then the exit code is <code>
      And standard output is empty
      And standard error is
        """
        error: <reason>
        """

      Examples:
        | options                   | code | reason |
        | --host 0.0.0.0            | 1    | There is no key yet, so hansard is not served on 0.0.0.0, where others can reach it. Make one first: hansard key create |
        | --host record.example     | 1    | There is no key yet, so hansard is not served on record.example, ... |
        | --trusted-proxy nonsense  | 1    | A trusted proxy is an address or a network: 'nonsense' ... |
        | --agent clerk             | 2    | Invalid value for '--agent': 'clerk' is not NAME=module:attribute. Try: hansard serve --help |
        | --port 70000              | 2    | Invalid value for '--port': ... |
        | --rate -1                 | 2    | Invalid value for '--rate': ... |
        | --abandoned-after 0       | 2    | Invalid value for '--abandoned-after': ... |

    Example: An address that is not this machine's
      Given the keys
        | key    | role |
        | reader | read |
      When the user runs python -m hansard serve --host 203.0.113.1
      Then the exit code is 1
      And standard error is
        """
        error: hansard cannot listen on 203.0.113.1, port 8484: ... Choose another with --host and --port.
        """

    Example: Without what it needs
      When the user runs python -c "import sys; sys.modules['uvicorn'] = None; from hansard.interfaces.cli.main import main; main(['serve'])"
      Then the exit code is 1
      And standard error is
        """
        error: hansard serve needs the extra 'server'. Install it: pip install 'hansard[server]'
        """

    Example: Other commands do not wait for what it needs
      When the user runs python -c "import sys, hansard.interfaces.cli.main; print(sorted({'fastapi', 'starlette', 'uvicorn', 'pydantic'} & set(sys.modules)))"
      Then the exit code is 0
      And standard output is
        """
        []
        """
