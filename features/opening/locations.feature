# Where a store is does not depend on the face; a database that answers nobody is enough here.
@use.with_backend=sqlite @use.with_face=sync
Feature: Where a store is
  A store is where the caller says, else where the environment says, else in the data folder of
  the user. What is no such place is refused before anything is made, in words that name one.

  Rule: The caller goes before the environment, and the environment before the user's folder

    Example: The caller says where
      Given the environment
        | variable    | value                           |
        | HANSARD_URL | sqlite:///{folder}/elsewhere.db |
      When a store is opened with
        | argument | value              |
        | url      | sqlite:///there.db |
      Then these files are there
        | name          | mode |
        | there.db      | 0600 |
        | there.db.lock | 0600 |

    Example: The environment says where
      Given the environment
        | variable    | value                            |
        | HANSARD_URL | sqlite:///{folder}/here/there.db |
      When a store is opened
      Then these files are there
        | name               | mode |
        | here/              | 0700 |
        | here/there.db      | 0600 |
        | here/there.db.lock | 0600 |

    Scenario Outline: Nobody says where, and <whose> says where data is
      Given the environment
        | variable      | value  |
        | HANSARD_URL   | <url>  |
        | XDG_DATA_HOME | <data> |
      When a store is opened
      Then these files are there
        | name                   | mode |
        | .local/                | 0755 |
        | .local/share/          | 0755 |
        | .local/share/hansard/  | 0700 |
        | .local/share/hansard/hansard.db      | 0600 |
        | .local/share/hansard/hansard.db.lock | 0600 |

      Examples:
        | whose           | url  | data                  |
        | nobody          | none | none                  |
        | an empty text   |      |                       |
        | the environment | none | {folder}/.local/share |

  Rule: A file can be named in every way

    Scenario Outline: By <argument>
      Given the environment
        | variable    | value                |
        | HANSARD_URL | sqlite:///wrong.db   |
      When a store is opened with
        | argument   | value   |
        | <argument> | <value> |
      Then these files are there
        | name        | mode |
        | <file>      | 0600 |
        | <file>.lock | 0600 |

      Examples:
        | argument   | value                                   | file            |
        | url        | sqlite:///{folder}/agents.db            | agents.db       |
        | url        | sqlite:///a%20b.db                      | a b.db          |
        | url        | sqlite:///agents.db?hansard_replica=1   | agents.db       |
        | parsed url | sqlite:///agents.db                     | agents.db       |
        | path       | agents.db                               | agents.db       |
        | path       | {folder}/100% of it? yes #1.db          | 100% of it? yes #1.db |

  Rule: What is no place for a store is refused, and nothing is made

    Scenario Outline: <what>
      When a store is opened with
        | argument   | value   |
        | <argument> | <value> |
      Then it is refused because a setting is wrong
      And the refusal mentions "<advice>"
      And these files are there
        | name | mode |

      Examples: no URL
        | what               | argument | value     | advice                             |
        | a file's name      | url      | agents.db | Write sqlite:///agents.db          |
        | nothing            | url      |           | Write sqlite:///agents.db          |
        | a number           | number   | 7         | Write sqlite:///agents.db          |
        | a port in words    | url      | postgresql://u@h:port/d | Write sqlite:///agents.db |

      Examples: another kind of database
        | what               | argument | value                       | advice                                  |
        | MySQL              | url      | mysql://u@h/d               | in SQLite or PostgreSQL, not in 'mysql' |
        | an old word        | url      | postgres://u@h/d            | postgresql://user@host/database         |
        | another driver     | url      | postgresql+asyncpg://u@h/d  | through psycopg                         |

      Examples: memory
        | what                    | argument | value                            | advice        |
        | no file                 | url      | sqlite://                        | hansard.testing.open memory() |
        | memory by its name      | url      | sqlite:///:memory:               | hansard.testing.open memory() |
        | memory that is shared   | url      | sqlite:///file:x?mode=memory&uri=true | hansard.testing.open memory() |

  Rule: A server that does not serve is told from one that refuses

    Scenario Outline: Nobody answers <where>
      When a store is opened with
        | argument | value                         |
        | url      | postgresql://u@127.0.0.1:1/d<settings> |
        | attempts | 1                             |
      Then it is refused because the store is unavailable
      And the refusal mentions "Start it or check the URL"

      Examples:
        | where                               | settings           |
        | there                               |                    |
        | there, whatever hansard's own settings say | ?hansard_replica=1 |

  Rule: A namespace has a name of 1 to 255 characters

    Scenario Outline: <name> is none, and nothing is made for it
      When a store is opened with
        | argument  | value                |
        | url       | sqlite:///there.db   |
        | namespace | <name>               |
      Then it is refused because an argument is invalid
      And the refusal mentions "namespace"
      And these files are there
        | name | mode |

      Examples:
        | name                    |
        | an empty text           |
        | 256 characters          |
        | a text with a line feed |

  Rule: A choice that does not exist is named

    Scenario Outline: <argument> <value>
      When a store is opened with
        | argument   | value              |
        | url        | sqlite:///there.db |
        | <argument> | <value>            |
      Then it is refused because a setting is wrong
      And the refusal mentions "<words>"

      Examples:
        | argument   | value | words                                  |
        | durability | off   | one of power, process, not 'off'       |
        | attempts   | 0     | at least 1 attempt                     |
