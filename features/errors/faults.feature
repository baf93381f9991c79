# A store in memory has no database that could fail.
@not.with_backend=memory
Feature: When the database fails
  A database fails in hundreds of ways and in words of its own. A caller meets a few errors
  instead, which say what to do; the driver's own error is their cause, for whoever must dig
  deeper. None of them tells a password, and none of them leaves anything half done.

  Rule: Every failure has one name, which says what to do

    Scenario Outline: <work> <circumstance>
      Given session Alpha with 2 messages
      When <work> <circumstance>
      Then it is refused because <refusal>
      And the refusal mentions "<advice>"
      And it has a cause, and tells no password
      And nothing has changed

      Examples: on every database
        | work                                 | circumstance                   | refusal                         | advice             |
        | a message is appended to Alpha       | while another writer never ends | the store is busy              | try again          |
        | a message is appended to Alpha       | while a table is missing       | the schema is not the right one | hansard db upgrade |
        | the store is asked for Alpha         | while a table is missing       | the schema is not the right one | hansard db upgrade |
        | the store is verified                | while a table is missing       | the schema is not the right one | hansard db upgrade |
        | a message is appended to Alpha       | while a column is missing      | the schema is not the right one | hansard db upgrade |

      # These are circumstances of a file.
      @use.with_backend=sqlite
      Examples: in a file
        | work                                 | circumstance                | refusal              | advice               |
        | a long message is appended to Alpha  | while the disk is full      | the store is full    | free some space      |
        | session Beta is created              | while the file can only be read | a setting is wrong | writable           |
        | a message is appended to Alpha       | while the file can only be read | a setting is wrong | writable           |
        | a store is opened                    | on a file that is no database | the store is damaged | restore a backup   |
        | a store is opened                    | below a file                | a setting is wrong   | Choose another path  |
        | the store is asked for Alpha         | after its file was damaged  | the store is damaged | restore a backup     |
        | the store is asked for its sessions  | after its file was damaged  | the store is damaged | restore a backup     |
        | a message is appended to Alpha       | after its file was damaged  | the store is damaged | restore a backup     |

      # These are circumstances of a server.
      @use.with_backend=postgresql
      Examples: on a server
        | work                           | circumstance                       | refusal                            | advice                 |
        | a store is opened              | where no server answers            | the store is unavailable           | Start it or check the URL |
        | a store is opened              | where no host is                   | the store is unavailable           | Start it or check the URL |
        | a store is opened              | as somebody unknown                | a setting is wrong                 | Check user             |
        | a store is opened              | on a database that does not exist  | a setting is wrong                 | Check user             |
        | a store is opened              | with an option that nobody knows   | a setting is wrong                 | wish                   |
        | a message is appended to Alpha | while the server can only be read  | a setting is wrong                 | Connect to the primary |
        | session Beta is created        | while the server can only be read  | a setting is wrong                 | Connect to the primary |
        | a message is appended to Alpha | while the server's disk is full    | the store is full                  | free some space        |
        | a message is appended to Alpha | while the server's disk refuses    | the disk refuses                   | check space, quotas and permissions |
        | a message is appended to Alpha | while the server's file is damaged | the store is damaged               | restore a backup       |
        | a message is appended to Alpha | while transactions collide         | the store is busy                  | try again              |
        | a message is appended to Alpha | while writers wait for each other  | the store is busy                  | try again              |
        | a message is appended to Alpha | while the server goes away         | the store is unavailable           | repeat it with the same id |
        | a message is appended to Alpha | while the server ends what is idle | the store is unavailable           | repeat it with the same id |
        | a message is appended to Alpha | without the right to do so         | a setting is wrong                 | rights                 |
        | a message is appended to Alpha | while the server has no name for the reason | the database reports something else | refused by the database |

    # Only files have such places.
    @use.with_backend=sqlite
    Scenario Outline: A store is opened <place>
      Given session Alpha with 2 messages
      When a store is opened <place>
      Then it is refused because a setting is wrong
      And the refusal mentions "<advice>"
      And nothing has changed

      Examples:
        | place                        | advice                      |
        | on a second name of the file | open the copy               |
        | on a folder                  | Name a file in it           |
        | by another driver            | Python's own driver         |
        | with the option to read only | Leave mode out of the URL   |
        | with a timeout of its own    | Leave timeout out of the URL |

    # Only a file can go away under its name.
    @use.with_backend=sqlite
    Scenario Outline: <work> <circumstance>
      Given session Alpha with 2 messages
      When <work> <circumstance>
      Then it is refused because the disk refuses
      And the refusal mentions "removed or replaced"
      And nothing has changed

      Examples:
        | work                           | circumstance                |
        | a message is appended to Alpha | after its file was removed  |
        | a message is appended to Alpha | after its file was replaced |
        | session Beta is created        | after its file was replaced |

    # A server finds damage in its own files, and says so when they are read.
    @use.with_backend=sqlite
    Example: A damaged file is verified
      Given session Alpha with 2 messages
      When the store is verified after its file was damaged
      Then it is refused because the store is damaged
      And it has a cause, and tells no password

  Rule: What the schema forbids is refused, whatever it was that tried

    Example: Every constraint of every table
      Given session Alpha
      When each constraint of the schema is met
      Then they are
        | constraint               | refusal                |
        | key that is taken        | somebody else was first |
        | parent that is missing   | somebody else was first |
        | value out of bounds      | the content is invalid |
        | value that must be there | the content is invalid |

  Rule: No error of the driver leaves bare

    # The drivers know different errors.
    @use.with_backend=sqlite
    Example: Every error that SQLite knows
      Given session Alpha
      When each error of the driver is met
      Then they are
        | refusal                             |
        | a setting is wrong                  |
        | somebody else was first             |
        | the content is invalid              |
        | the database reports something else |
        | the disk refuses                    |
        | the store is busy                   |
        | the store is damaged                |
        | the store is full                   |

    @use.with_backend=postgresql
    Example: Every error that PostgreSQL knows
      Given session Alpha
      When each error of the driver is met
      Then they are
        | refusal                             |
        | a setting is wrong                  |
        | somebody else was first             |
        | the content is invalid              |
        | the database reports something else |
        | the disk refuses                    |
        | the schema is not the right one     |
        | the store is busy                   |
        | the store is damaged                |
        | the store is full                   |
        | the store is unavailable            |
