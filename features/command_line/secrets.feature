# What a command says does not depend on the database and the face; the store's own features run
# on all of them. The databases named here answer nobody.
@use.with_backend=sqlite @use.with_face=sync
Feature: Passwords stay secret
  The URL of a database may hold a password. Whatever goes wrong, it is printed nowhere: not in
  an error, not in a log, not in a traceback, also where the URL is malformed.

  Rule: A password is shown as three stars wherever the URL is shown

    Scenario Outline: It stands <where>
      Given the environment
        | variable    | value |
        | HANSARD_URL | <url> |
      When the user runs hansard doctor
      Then the exit code is 69
      And "s3cret" is printed nowhere
      And standard output is
        """
        ok    hansard  ...
        ok    url  <shown>
        fail  database  The database cannot be reached (...
        """

      Examples:
        | where                                 | url                                                            | shown                                           |
        | before the host                       | postgresql://u:s3cret@127.0.0.1:1/d                            | postgresql://u:***@127.0.0.1:1/d                |
        | before the host, with signs           | postgresql://u:s3cret%40s3cret%3A@127.0.0.1:1/d                | postgresql://u:***@127.0.0.1:1/d                |
        | before the host, with a bare at sign  | postgresql://u:a@s3cret@127.0.0.1:1/d                          | postgresql://u:***@127.0.0.1:1/d                |
        | among the settings                    | postgresql://u@127.0.0.1:1/d?password=s3cret                   | postgresql://u@127.0.0.1:1/d?password=***       |
        | among the settings of a key           | postgresql://u@127.0.0.1:1/d?sslpassword=s3cret                | postgresql://u@127.0.0.1:1/d?sslpassword=***    |

  Rule: An error never says it, whatever it quotes

    Scenario Outline: <what>
      Given the environment
        | variable    | value |
        | HANSARD_URL | <url> |
      When the user runs hansard session list -vv
      Then the exit code is <code>
      And "s3cret" is printed nowhere
      And standard error is
        """
        ...
        Traceback (most recent call last):
        ...
        error: ...
        """

      Examples:
        | what                                        | url                                                         | code |
        | The server does not answer                  | postgresql://u:s3cret@127.0.0.1:1/d                         | 69   |
        | The password is taken for the host          | postgresql://u:a@s3cret@127.0.0.1:1/d                       | 69   |
        | The port is no number                       | postgresql://u:s3cret@127.0.0.1:port/d                      | 1    |
        | It is no URL                                | u:s3cret@127.0.0.1/d                                        | 1    |
        | The database is of another kind             | mysql://u:s3cret@127.0.0.1/d                                | 1    |
        | The driver is another                       | postgresql+pg8000://u:s3cret@127.0.0.1/d                    | 1    |
        | A setting does not exist                    | postgresql://u@127.0.0.1:1/d?password=s3cret&sllmode=prefer | 1    |

    Scenario Outline: Nor for programs: <what>
      Given the environment
        | variable    | value |
        | HANSARD_URL | <url> |
      When the user runs hansard <command> --json
      Then the exit code is <code>
      And "s3cret" is printed nowhere

      Examples:
        | what                       | command      | url                                    | code |
        | The server does not answer | verify       | postgresql://u:s3cret@127.0.0.1:1/d    | 69   |
        | The port is no number      | db check     | postgresql://u:s3cret@127.0.0.1:port/d | 1    |
        | The port is no number      | doctor       | postgresql://u:s3cret@127.0.0.1:port/d | 1    |
        | It is taken for an argument | session list postgresql://u:s3cret@h/d | none          | 2    |
        | It is taken for a command  | postgresql://u:s3cret@h/d | none                     | 2    |

    Scenario Outline: Nor where the program has a defect, and the password <what>
      Given the environment
        | variable    | value |
        | HANSARD_URL | <url> |
      And the program has the fault "it divides by its URL"
      When the user runs hansard session list -vv
      Then the exit code is 1
      And "s3cret" is printed nowhere
      And standard error is
        """
        Traceback (most recent call last):
        ...
        ZeroDivisionError: <shown>
        error: Internal error: ZeroDivisionError: <shown>. Run again with -vv for more.
        """

      Examples:
        | what                 | url                                       | shown                           |
        | is a word            | postgresql://u:s3cret@h/d                 | postgresql://u:***@h/d          |
        | has a blank in it    | postgresql://u:s3cret s3cret@h/d          | postgresql://u:***@h/d          |
        | has signs in it      | postgresql://u:s3cret/@s3cret:@h/d        | postgresql://u:***@h/d          |
        | is among settings    | postgresql://u@h/d?password=s3cret&x=1    | postgresql://u@h/d?password=***&x=1 |

  Rule: A password in a command is one that others can read

    Example: The user is told so
      When the user runs hansard session list --url postgresql://u:s3cret@127.0.0.1:1/d
      Then the exit code is 69
      And "s3cret" is printed nowhere
      And standard error is
        """
        note: other users of this machine can see the password in --url; put the URL into $HANSARD_URL instead
        error: The database cannot be reached ...
        """

    Example: Without a password there is nothing to tell
      When the user runs hansard session list --url postgresql://u@127.0.0.1:1/d
      Then the exit code is 69
      And standard error is
        """
        error: The database cannot be reached ...
        """
