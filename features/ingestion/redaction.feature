Feature: Secrets are kept out of the record
  Agents print what they find: keys, tokens, passwords. A record that never changes should not hold
  them. Where redaction is asked for, secrets are replaced before an event is stored, and what is
  around them stays. Nothing is redacted that nobody asked for.

  Rule: Secrets of 22 categories are found

    Example: Each of them, in a sentence
      Given session Alpha
      And secrets are redacted with
        | option      | value |
        | categorized | true  |
      When these texts are recorded in Alpha
        | category          | text                                                                       |
        | aws_access_key    | key «AKIAIOSFODNN7EXAMPLE» in use                                          |
        | aws_secret_key    | aws_secret_access_key = «(40)» there                                       |
        | gcp_api_key       | ?key=«AIza(35)»&q=1                                                        |
        | anthropic_key     | with «sk-ant-api03-(40)».                                                  |
        | openai_key        | with «sk-proj-(40)».                                                       |
        | openai_legacy_key | with «sk-(48)».                                                            |
        | github_pat        | git clone https://«ghp_(36)»@example.com/a.git                             |
        | github_oauth      | it is «gho_(36)»                                                           |
        | github_app        | «ghs_(36)», then «ghu_(36)»                                                |
        | github_refresh    | it is «ghr_(36)»                                                           |
        | github_fine_pat   | it is «github_pat_(22)_(59)» now                                           |
        | gitlab_token      | PRIVATE-TOKEN: «glpat-(20)»                                                |
        | jwt_token         | cookie «eyJ(30).eyJ(40).(43)»; path=/                                      |
        | bearer_token      | curl -H "Authorization: Bearer «(40)»"                                     |
        | password          | password=«hunter2» and go                                                  |
        | api_key_generic   | X-Api-Key: «(24)»                                                          |
        | secret_key        | client_secret: '«(24)»'                                                    |
        | access_token      | ?access_token=«(24)»&state=1                                               |
        | auth_token        | auth_token = "«(24)»"                                                      |
        | connection_string | postgres://app:«hunter2»@db.example.com/main                               |
        | private_key       | «-----BEGIN RSA PRIVATE KEY-----↵(60)↵(60)↵-----END RSA PRIVATE KEY-----»↵ |
        | env_secret        | export STRIPE_KEY=«(24)»                                                   |
      Then exactly what is marked has gone

    Example: In each of their forms
      Given session Alpha
      And secrets are redacted with
        | option      | value |
        | categorized | true  |
      When these texts are recorded in Alpha
        | category          | text                                               |
        | connection_string | redis://:«hunter2»@cache:6379/0                    |
        | connection_string | rediss://app:«hunter2»@cache:6380                  |
        | connection_string | redis+sentinel://app:«p#s?w@rd»@one,two/main       |
        | connection_string | mongodb+srv://u:«a%40b»@c/d, amqp://u:«p:w»@mq     |
        | password          | {"password": "«hunter2»", "user": "ann"}           |
        | password          | {\"password\": \"«hunter2»\"}                      |
        | password          | config['db_password'] = '«two words»'              |
        | password          | mysql --password «hunter2» -u ann                  |
        | password          | PGPASSWORD=«hunter2» psql                          |
        | api_key_generic   | run --api-key «(24)» now                           |
        | api_key_generic   | AccountKey=«(40)==»;Endpoint=x                     |
        | api_key_generic   | «hf_(34)», «npm_(36)», «gsk_(52)»                  |
        | secret_key        | run --client-secret «(24)» now                     |
        | access_token      | run --access-token «(24)»                          |
        | auth_token        | run --auth-token '«(24)»'                          |
        | aws_secret_key    | "SecretAccessKey": "«(39)/»"                       |
        | auth_token        | Authorization: Basic «YW5uOmh1bnRlcjI=»            |
        | env_secret        | DEPLOY_TOKEN: «(24)»                               |
        | private_key       | "«-----BEGIN PRIVATE KEY-----\n(60)\n»" is cut off |
        | github_pat        | \n«ghp_(36)»\n                                     |
        | github_pat        | next%3D«ghp_(36)»                                  |
      Then exactly what is marked has gone

    Example: More than one in a text, among letters of other alphabets
      Given session Alpha
      And secrets are redacted
      When these texts are recorded in Alpha
        | text                                          |
        | «AKIAIOSFODNN7EXAMPLE» and password=«hunter2» |
        | 密码«ghp_(36)»完 пароль «sk-ant-api03-(40)» 👍    |
        | api_key=«sk-ant-api03-(40)»                   |
        | password=«пароль-из-букв» и дальше            |
        | İ password=«hunter2» İİ                       |
      Then exactly what is marked has gone

    Example: What a key of an object says to be a secret
      Given secrets are redacted with
        | option      | value |
        | categorized | true  |
      When this object is redacted
        """
        {"password": "open sesame", "dbPassword": "open sesame", "API_TOKEN": "1234",
         "headers": {"Authorization": "Basic YQ==", "Accept": "text/html"},
         "env": {"STRIPE_KEY": "1234", "HOME": "/root"},
         "password_length": "twelve", "pwd": "abc", "secret": {"name": "of the trade"}}
        """
      Then the answer has
        | path                  | cell                       |
        | password              | [REDACTED:password]        |
        | dbPassword            | [REDACTED:password]        |
        | API_TOKEN             | [REDACTED:api_key_generic] |
        | headers.Authorization | [REDACTED:auth_token]      |
        | headers.Accept        | text/html                  |
        | env.STRIPE_KEY        | [REDACTED:env_secret]      |
        | env.HOME              | /root                      |
        | password length       | twelve                     |
        | pwd                   | abc                        |
        | secret.name           | of the trade               |

  Rule: Nothing else is touched

    Example: Texts that only look like secrets
      Given session Alpha
      And secrets are redacted
      When these texts are recorded in Alpha
        | text                                                  |
        | The password is changed every 90 days.                |
        | password=abc                                          |
        | password: str, api_key: string                        |
        | password=${PASSWORD} and password=*******             |
        | AKIA1234, sk-short, ghp_short, glpat-short, eyJ.eyJ.  |
        | task-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa                 |
        | max_tokens=100000000                                  |
        | https://example.com:8080/a@b and mailto:ann@b.example |
        | The bearer of this letter                             |
        | -----BEGIN PUBLIC KEY-----                            |
      Then exactly what is marked has gone

    Example: Values that are no texts
      Given secrets are redacted
      When this object is redacted
        """
        {"password": 12345678, "api_key": null, "secret": true, "token": 1.5,
         "list": [1, null, false, "password=hunter2", {"a": 2, "b": "password=hunter2"}],
         "empty": {}, "none": []}
        """
      Then the answer has
        | path     | cell                                                                          |
        | password | 12345678                                                                      |
        | api key  | none                                                                          |
        | secret   | true                                                                          |
        | token    | 1.5                                                                           |
        | list     | [1, null, false, "password=[REDACTED]", {"a": 2, "b": "password=[REDACTED]"}] |
        | empty    | {}                                                                            |
        | none     | []                                                                            |

    Example: What was redacted before
      Given session Alpha
      And secrets are redacted
      When these texts are recorded in Alpha
        | text                                                       |
        | password=[REDACTED], api_key: "[REDACTED:api_key_generic]" |
        | postgres://app:[REDACTED]@db/main                          |
      Then exactly what is marked has gone

    Example: Nobody asked for it
      Given session Alpha
      When these texts are recorded in Alpha
        | text                                      |
        | password=hunter2 and AKIAIOSFODNN7EXAMPLE |
      Then exactly what is marked has gone

  Rule: What an event says is searched to any depth that is asked for

    Example: Objects and lists in one another, as in the account of a failure
      Given secrets are redacted
      When this event is redacted
        | session | type       | data                                                                                                                                 |
        | Alpha   | run_failed | {"error_message": "exit 1", "provider_error": {"stderr": "password=hunter2"}, "details": {"env": [{"line": "password=hunter2"}, 7]}} |
      Then the answer has
        | path                             | cell                                 |
        | event.data.error message         | exit 1                               |
        | event.data.provider error.stderr | password=[REDACTED]                  |
        | event.data.details.env           | [{"line": "password=[REDACTED]"}, 7] |
        | redaction count                  | 2                                    |
        | fields redacted                  | ["provider_error", "details"]        |

    Example: The blocks of a message
      Given secrets are redacted
      When this event is redacted
        | session | type             | data                                                                                          |
        | Alpha   | message_received | {"content": [{"type": "text", "text": "password=hunter2"}, {"type": "text", "text": "done"}]} |
      Then the answer has
        | path               | cell                                                                                |
        | event.data.content | [{"type": "text", "text": "password=[REDACTED]"}, {"type": "text", "text": "done"}] |
        | fields redacted    | ["content"]                                                                         |

    Example: No deeper than the policy says
      Given secrets are redacted with
        | option    | value |
        | max depth | 2     |
      When this object is redacted
        """
        {"one": "password=hunter2", "a": {"two": "password=hunter2",
         "b": {"three": "password=hunter2"}, "c": ["password=hunter2"]}}
        """
      Then the answer has
        | path      | cell                 |
        | one       | password=[REDACTED]  |
        | a.two     | password=[REDACTED]  |
        | a.b.three | password=hunter2     |
        | a.c       | ["password=hunter2"] |

    Example: Ten levels where nothing else is said
      Given secrets are redacted
      When this object is redacted
        """
        {"a": {"a": {"a": {"a": {"a": {"a": {"a": {"a": {"a":
         {"ten": "password=hunter2", "a": {"eleven": "password=hunter2"}}}}}}}}}}}
        """
      Then the answer has
        | path                       | cell                |
        | a.a.a.a.a.a.a.a.a.ten      | password=[REDACTED] |
        | a.a.a.a.a.a.a.a.a.a.eleven | password=hunter2    |

  Rule: The policy says what is searched

    Example: Only the fields of the type, and only their own texts
      Given secrets are redacted with
        | option    | value |
        | deep scan | false |
      When this event is redacted
        | session | type              | data                                                                                                   |
        | Alpha   | tool_call_started | {"tool_name": "password=hunter2", "tool_input": {"a": "password=hunter2"}, "note": "password=hunter2"} |
      Then the answer has
        | path                    | cell                |
        | event.data.tool name    | password=[REDACTED] |
        | event.data.tool input.a | password=hunter2    |
        | event.data.note         | password=hunter2    |
        | redaction count         | 1                   |

    Example: The metadata where it says so
      Given secrets are redacted with
        | option        | value |
        | scan metadata | true  |
      When this event is redacted
        | session | type         | data                            | metadata                    |
        | Alpha   | message_sent | {"content": "password=hunter2"} | {"env": "password=hunter2"} |
      Then the answer has
        | path               | cell                        |
        | event.data.content | password=[REDACTED]         |
        | event.metadata.env | password=[REDACTED]         |
        | redaction count    | 2                           |
        | fields redacted    | ["content", "metadata.env"] |

    Example: And not where it does not
      Given secrets are redacted
      When this event is redacted
        | session | type         | data                            | metadata                    |
        | Alpha   | message_sent | {"content": "password=hunter2"} | {"env": "password=hunter2"} |
      Then the answer has
        | path               | cell                |
        | event.data.content | password=[REDACTED] |
        | event.metadata.env | password=hunter2    |
        | fields redacted    | ["content"]         |

    Example: Events of 14 types, which hold nothing that a program printed, are left alone
      Given session Alpha
      And secrets are redacted
      When these events are recorded in Alpha
        | type                     | data                         |
        | session_created          | {"note": "password=hunter2"} |
        | session_started          | {"note": "password=hunter2"} |
        | session_paused           | {"note": "password=hunter2"} |
        | session_resumed          | {"note": "password=hunter2"} |
        | session_completed        | {"note": "password=hunter2"} |
        | session_cancelled        | {"note": "password=hunter2"} |
        | run_started              | {"note": "password=hunter2"} |
        | run_cancelled            | {"note": "password=hunter2"} |
        | token_usage_updated      | {"note": "password=hunter2"} |
        | turn_completed           | {"note": "password=hunter2"} |
        | workspace_snapshot_taken | {"note": "password=hunter2"} |
        | workspace_diff_computed  | {"note": "password=hunter2"} |
        | tool_approval_granted    | {"note": "password=hunter2"} |
        | tool_approval_denied     | {"note": "password=hunter2"} |
        | session_failed           | {"note": "password=hunter2"} |
        | run_timeout              | {"note": "password=hunter2"} |
      Then the answers are
        | type                     | data.note           |
        | session_created          | password=hunter2    |
        | session_started          | password=hunter2    |
        | session_paused           | password=hunter2    |
        | session_resumed          | password=hunter2    |
        | session_completed        | password=hunter2    |
        | session_cancelled        | password=hunter2    |
        | run_started              | password=hunter2    |
        | run_cancelled            | password=hunter2    |
        | token_usage_updated      | password=hunter2    |
        | turn_completed           | password=hunter2    |
        | workspace_snapshot_taken | password=hunter2    |
        | workspace_diff_computed  | password=hunter2    |
        | tool_approval_granted    | password=hunter2    |
        | tool_approval_denied     | password=hunter2    |
        | session_failed           | password=[REDACTED] |
        | run_timeout              | password=[REDACTED] |

  Rule: The policy says what is left alone and what stands instead

    Example: Words of one's own
      Given session Alpha
      And secrets are redacted with
        | option      | value       |
        | replacement | (taken out) |
      When these events are recorded in Alpha
        | type         | data                                   |
        | message_sent | {"content": "password=hunter2 and on"} |
      Then the answers are
        | data.content                |
        | password=(taken out) and on |

    Example: Types of one's own choice are left alone
      Given session Alpha
      And secrets are redacted with
        | option       | value            |
        | exempt types | ["message_sent"] |
      When these events are recorded in Alpha
        | type           | data                            |
        | message_sent   | {"content": "password=hunter2"} |
        | session_paused | {"reason": "password=hunter2"}  |
      Then the answers are
        | data                              |
        | {"content": "password=hunter2"}   |
        | {"reason": "password=[REDACTED]"} |

    Example: Switched off
      Given session Alpha
      And secrets are redacted with
        | option  | value |
        | enabled | false |
      When these texts are recorded in Alpha
        | text             |
        | password=hunter2 |
      Then exactly what is marked has gone

    Example: Data without anything in it
      Given secrets are redacted
      When this event is redacted
        | session | type         | data |
        | Alpha   | message_sent | {}   |
      Then the answer has
        | path            | cell |
        | event.data      | {}   |
        | redaction count | 0    |
        | fields redacted | []   |

  Rule: Patterns of one's own join the built-in ones, or take their place

    Example: Beside them
      Given session Alpha
      And secrets are redacted with
        | option      | value                        |
        | categorized | true                         |
        | patterns    | {"employee": "EMP-[0-9]{6}"} |
      When these texts are recorded in Alpha
        | category | text                          |
        | employee | it was «EMP-123456»           |
        | password | password=«hunter2» for EMP-12 |
      Then exactly what is marked has gone

    Example: Instead of them
      Given session Alpha
      And secrets are redacted with
        | option   | value                                    |
        | built in | false                                    |
        | patterns | {"employee": "EMP-(?P<secret>[0-9]{6})"} |
      When these texts are recorded in Alpha
        | text                                   |
        | password=hunter2 is EMP-«123456»'s one |
      Then exactly what is marked has gone

    Example: In an object
      Given secrets are redacted with
        | option   | value                        |
        | patterns | {"employee": "EMP-[0-9]{6}"} |
      When this object is redacted
        """
        {"who": "EMP-123456", "with": "password=hunter2"}
        """
      Then the answer has
        | path | cell                |
        | who  | [REDACTED]          |
        | with | password=[REDACTED] |

    Example: An object without a policy stays as it is
      Given no sessions
      When this object is redacted
        """
        {"who": {"with": "password=hunter2"}}
        """
      Then the answer has
        | path     | cell             |
        | who.with | password=hunter2 |

  Rule: What was taken out is counted

    Example: Every secret, and the fields in which they stood
      Given secrets are redacted
      When this event is redacted
        | session | type         | data                                                                                                              |
        | Alpha   | message_sent | {"content": "password=hunter2, AKIAIOSFODNN7EXAMPLE", "role": "user", "more": ["password=hunter2"], "none": null} |
      Then the answer has
        | path            | cell                                 |
        | redaction count | 3                                    |
        | fields redacted | ["content", "more"]                  |
        | categories      | {"password": 2, "aws_access_key": 1} |
        | event.data.role | user                                 |
        | event.data.none | none                                 |

    Example: None where there was none
      Given secrets are redacted
      When this event is redacted
        | session | type         | data                 |
        | Alpha   | message_sent | {"content": "Hello"} |
      Then the answer has
        | path               | cell  |
        | event.data.content | Hello |
        | redaction count    | 0     |
        | fields redacted    | []    |
        | categories         | {}    |

  Rule: Redaction changes what is said and not how it is judged

    Example: The shape is that of the data before
      Given session Alpha
      And secrets are redacted
      When these events are recorded in Alpha
        | type             | data                                                 |
        | message_received | {"content": "password=hunter2", "role": "assistant"} |
        | message_received | {"content": "password=hunter2"}                      |
      Then the answers are
        | data.content        | metadata                                                                         |
        | password=[REDACTED] | {}                                                                               |
        | password=[REDACTED] | {"_validation_warnings": ["missing required field 'role' for shape validation"]} |

    Example: It can be read in no other way
      Given session Alpha
      And secrets are redacted
      And this event was recorded in Alpha
        | type         | data                            |
        | message_sent | {"content": "password=hunter2"} |
      When the audit trail of Alpha is read
      Then the answers are
        | sequence | data                               |
        | 1        | {"content": "password=[REDACTED]"} |

    Example: The unknown type of an event is searched, too
      Given session Alpha
      And secrets are redacted
      When this event is recorded in Alpha
        | type             | data                   |
        | password=hunter2 | {"error_message": "x"} |
      Then the answer has
        | path                    | cell                |
        | type                    | error_occurred      |
        | metadata._original_type | password=[REDACTED] |

  Rule: A search takes time in proportion to the text, whatever the text says

    Example: Texts that would keep a careless search for days
      Given secrets are redacted
      When texts of a megabyte, made to be searched for long, are redacted
      Then the answer is []
