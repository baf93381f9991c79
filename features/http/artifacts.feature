@use.with_face=async
Feature: Artifacts over HTTP
  What agents made is put under a key, listed, given back to the byte and deleted. Keys, types and
  bytes are their writer's words: whoever gets them saves them, and no browser runs them. Bytes that
  were damaged are never given out, and those of another namespace do not exist.

  Rule: Bytes are put under a key

    Example: What is known of them is given back
      Given session Alpha
      And the artifacts
        | key   | content |
        | other | abc     |
      When PUT "/v1/artifacts/reports/may?session_id={Alpha}&run_id=r-1" is requested
        | part         | value             |
        | content-type | text/x-clerk; a=b |
        | body         | hello             |
      Then the response is 201
      And the response has
        | part            | value                                                                |
        | header location | /v1/artifacts/reports%2Fmay                                          |
        | header etag     | "\"2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824\"" |
        | artifact id     | ...                                                                  |
        | key             | reports/may                                                          |
        | byte size       | 5                                                                    |
        | checksum sha256 | 2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824     |
        | session id      | Alpha                                                                |
        | run id          | r-1                                                                  |
        | content type    | text/x-clerk; a=b                                                    |
        | created at      | 2026-01-01T09:00:00.123456Z                                          |
        | deleted at      | none                                                                 |

    Example: They are there for everybody
      Given the artifacts
        | key   | content |
        | other | abc     |
      When PUT "/v1/artifacts/report" is requested
        | part         | value      |
        | content-type | text/plain |
        | body         | hello      |
      Then the artifact "report" holds "hello"

    Example: What the key stood for before gives way
      Given the artifacts
        | key    | content |
        | report | before  |
      When PUT "/v1/artifacts/report" is requested
        | part         | value      |
        | content-type | text/plain |
        | body         | after      |
      Then the response is 200
      And the artifact "report" holds "after"

  Rule: What is not to be put changes nothing

    Example: In place of another, where there must be none
      Given the artifacts
        | key    | content |
        | report | before  |
      When PUT "/v1/artifacts/report" is requested
        | part          | value |
        | if-none-match | *     |
        | body          | after |
      Then the response is 412
      And the response has
        | part | value          |
        | code | already_exists |
      And the artifact "report" holds "before"

    Scenario Outline: <what> is refused
      Given the artifacts
        | key    | content |
        | report | before  |
      And the server has
        | part       | value |
        | body bytes | 1000  |
      When PUT "/v1/artifacts/<key>" is requested
        | part     | value    |
        | <header> | <value>  |
        | body     | <body>   |
      Then the response is <status>
      And the response has
        | part   | value    |
        | code   | <code>   |
        | detail | <detail> |
      And the artifact "report" holds "before"

      Examples:
        | what                        | key                 | header          | value | body | status | code              | detail                                                                            |
        | another condition           | report              | if-none-match   | "a"   | x    | 400    | malformed_request | A put takes one condition, If-None-Match: *. Nothing was written.                 |
        | a condition on what is there | report             | if-match        | "a"   | x    | 400    | malformed_request | A put takes one condition, If-None-Match: *. Nothing was written.                 |
        | an empty key                |                     | accept          | */*   | x    | 422    | validation_error  | key must have 1 to 255 characters, not 0.                                         |
        | a session that cannot be    | report?session_id=  | accept          | */*   | x    | 422    | validation_error  | session_id must have 1 to 255 characters, not 0.                                  |
        | an unknown parameter        | report?metadata=1   | accept          | */*   | x    | 400    | validation_error  | metadata: Extra inputs are not permitted.                                         |

    Example: A client goes away before all of it has come
      Given the artifacts
        | key    | content |
        | report | before  |
      When these bytes are sent and the client goes away
        """
        PUT /v1/artifacts/report HTTP/1.1
        host: 127.0.0.1
        content-length: 1000

        after
        """
      Then the artifact "report" holds "before"

    Example: More than the service takes is refused
      Given the artifacts
        | key    | content |
        | report | before  |
      And the server has
        | part       | value |
        | body bytes | 4     |
      When PUT "/v1/artifacts/report" is requested
        | part | value |
        | body | after |
      Then the response is 413
      And the artifact "report" holds "before"

  Rule: They are given back to the byte, to be saved

    Scenario Outline: Said to be "<stated>"
      Given the artifacts
        | key    | content | content type |
        | report | hello   | <stated>     |
      When GET "/v1/artifacts/report" is requested
      Then the response is 200
      And the response has
        | part                           | value                                                                |
        | text                           | hello                                                                |
        | header content-type            | <sent>                                                               |
        | header content-length          | "5"                                                                  |
        | header content-disposition     | attachment; filename="report"; filename*=UTF-8''report               |
        | header content-security-policy | default-src 'none'; sandbox                                          |
        | header x-content-type-options  | nosniff                                                              |
        | header etag                    | "\"2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824\"" |
        | header cache-control           | private, no-cache                                                    |

      Examples:
        | stated                    | sent                      |
        | image/png                 | image/png                 |
        | Text/Plain; charset=UTF-8 | text/plain; charset=utf-8 |
        | text/csv; charset=utf-7   | text/csv                  |
        |                           | application/octet-stream  |
        | text/html                 | application/octet-stream  |
        | image/svg+xml             | application/octet-stream  |
        | application/javascript    | application/octet-stream  |
        | text/html;image/png       | application/octet-stream  |
        | image/png,text/html       | application/octet-stream  |

    Example: Nothing at all
      Given the artifacts
        | key    | content |
        | report | nothing |
      When GET "/v1/artifacts/report" is requested
      Then the response is 200
      And the response has
        | part                  | value |
        | header content-length | "0"   |

    Example: What the client has already is not sent again
      Given the artifacts
        | key    | content |
        | report | hello   |
      When GET "/v1/artifacts/report" is requested
        | part          | value                                                                           |
        | if-none-match | "a", W/"2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824" |
      Then the response is 304
      And the response has
        | part                       | value                                                                |
        | text                       | ""                                                                   |
        | header etag                | "\"2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824\"" |
        | header content-disposition | none                                                                 |

    Example: What has changed since is
      Given the artifacts
        | key    | content |
        | report | hello   |
      When GET "/v1/artifacts/report" is requested
        | part          | value                                                              |
        | if-none-match | "3cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824" |
      Then the response is 200

  Rule: One part of them may be asked for

    Scenario Outline: "<range>"
      Given the artifacts
        | key    | content |
        | report | hello   |
      When GET "/v1/artifacts/report" is requested
        | part  | value   |
        | range | <range> |
      Then the response is 206
      And the response has
        | part                           | value                                                  |
        | text                           | <text>                                                 |
        | header content-range           | <is>                                                   |
        | header content-type            | application/octet-stream                               |
        | header content-disposition     | attachment; filename="report"; filename*=UTF-8''report |
        | header content-security-policy | default-src 'none'; sandbox                            |

      Examples:
        | range      | text  | is          |
        | bytes=0-0  | h     | bytes 0-0/5 |
        | bytes=1-3  | ell   | bytes 1-3/5 |
        | bytes=3-   | lo    | bytes 3-4/5 |
        | bytes=3-99 | lo    | bytes 3-4/5 |
        | bytes=-2   | lo    | bytes 3-4/5 |
        | bytes=-99  | hello | bytes 0-4/5 |

    Scenario Outline: "<range>" is not there
      Given the artifacts
        | key    | content |
        | report | hello   |
      When GET "/v1/artifacts/report" is requested
        | part  | value   |
        | range | <range> |
      Then the response is 416
      And the response has
        | part                 | value                    |
        | code                 | range_not_satisfiable    |
        | detail               | The artifact has 5 bytes. |
        | header content-range | bytes */5                |

      Examples:
        | range     |
        | bytes=5-  |
        | bytes=9-9 |
        | bytes=-0  |

    Scenario Outline: All of them come for "<range>" if "<condition>"
      Given the artifacts
        | key    | content |
        | report | hello   |
      When GET "/v1/artifacts/report" is requested
        | part     | value       |
        | range    | <range>     |
        | if-range | <condition> |
      Then the response is 200
      And the response has
        | part | value |
        | text | hello |

      Examples:
        | range         | condition                                                          |
        | bytes=0-0,2-2 | "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824" |
        | bytes=3-1     | "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824" |
        | bytes=-       | "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824" |
        | lines=0-1     | "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824" |
        | bytes=0-0     | "3cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824" |
        | bytes=0-0     | Thu, 01 Jan 2026 09:00:00 GMT                                      |

    Example: A part of what is large
      Given the artifacts
        | key    | content      |
        | report | 3 MiB of x   |
      When GET "/v1/artifacts/report" is requested
        | part  | value                 |
        | range | bytes=1048570-2097160 |
      Then the response is 206
      And the response has
        | part                  | value     |
        | header content-length | "1048591" |

  Rule: They are given only as those that are wanted

    Scenario Outline: <how>
      Given the artifacts
        | key    | content |
        | report | Paid    |
      When GET "/v1/artifacts/report" is requested
        | header   | value  |
        | if-match | <tags> |
      Then the response is <status>

      Examples:
        | how                | tags | status |
        | Any                | *    | 200    |
        | These              | "fb81b961af456e5e748db7e1b1bff9a5e621b62718234c1937738d1adc317a17" | 200    |
        | Others, or these   | "zz", "fb81b961af456e5e748db7e1b1bff9a5e621b62718234c1937738d1adc317a17" | 200    |
        | Others             | "zz" | 412    |
        | These, more or less | W/"fb81b961af456e5e748db7e1b1bff9a5e621b62718234c1937738d1adc317a17" | 412    |

    Example: Others have taken their place
      Given the artifacts
        | key    | content |
        | report | Paid    |
      When GET "/v1/artifacts/report" is requested
        | header   | value |
        | if-match | "zz"  |
      Then the response is 412
      And the response has
        | part   | value                                                          |
        | code   | precondition_failed                                            |
        | detail | The key stands for other bytes than those that If-Match names. |

  # A store in memory keeps no files that somebody could damage.
  @not.with_backend=memory
  Rule: Damaged bytes are never given out

    Scenario Outline: They <mishap>
      Given the artifacts
        | key    | content    |
        | report | 3 MiB of x |
      And the bytes of "report" <mishap>
      When GET "/v1/artifacts/report" is requested
        | part  | value   |
        | range | <range> |
      Then the response is 500
      And the response has
        | part                       | value               |
        | code                       | storage_read_failed |
        | detail                     | none                |
        | header content-disposition | none                |

      Examples:
        | mishap       | range     |
        | were changed | bytes=0-0 |
        | were cut off | bytes=0-0 |
        | are gone     | bytes=0-0 |
        | were changed | none      |

  Rule: A key is data, whatever it is made of

    Scenario Outline: <what>
      Given the artifacts
        | key   | content |
        | other | abc     |
      And PUT "/v1/artifacts/<path>" was requested
        | part         | value      |
        | content-type | text/plain |
        | body         | hello      |
      When GET "/v1/artifacts/<path>" is requested
      Then the response is 200
      And the response has
        | part                       | value                                                  |
        | text                       | hello                                                  |
        | header content-disposition | attachment; filename="<plain>"; filename*=UTF-8''<encoded> |

      Examples:
        | what                     | path                                     | plain          | encoded                              |
        | a way up                 | a/%2e%2e/%2e%2e/etc/passwd               | passwd         | passwd                               |
        | a way up, encoded twice  | %252e%252e%252fetc                       | _2e_2e_2fetc   | %252e%252e%252fetc                   |
        | a way up and nothing     | a/%2e%2e                                 | artifact       | artifact                             |
        | a way of Windows         | a%5C%2e%2e%5Cboot.ini                    | boot.ini       | boot.ini                             |
        | an absolute path         | %2Fetc%2Fpasswd                          | passwd         | passwd                               |
        | quotes                   | a%22;filename=%22b.exe                   | a__filename__b.exe | a%22%3Bfilename%3D%22b.exe       |
        | marks that turn it       | a%E2%80%AEgpj.exe                        | a_gpj.exe      | a_gpj.exe                            |
        | marks that nobody sees   | a%E2%80%8B%EF%BB%BFb                     | a__b           | a__b                                 |
        | other alphabets          | %C3%BC%F0%9F%92%A3.txt                   | __.txt         | %C3%BC%F0%9F%92%A3.txt               |
        | a question and a place   | a%3Fb%23c                                | a_b_c          | a%3Fb%23c                            |
        | percent signs            | 100%25%2541                              | 100__41        | 100%25%2541                          |
        | next lines of Unicode    | a%C2%85b%E2%80%A8c                       | a_b_c          | a_b_c                                |

    Scenario Outline: <what> is no key
      Given the artifacts
        | key   | content |
        | other | abc     |
      When PUT "/v1/artifacts/<path>" is requested
        | part | value |
        | body | hello |
      Then the response is <status>
      And the response has
        | part | value  |
        | code | <code> |

      Examples:
        | what                | path             | status | code             |
        | a NUL               | a%00b            | 400    | malformed_path   |
        | line breaks         | a%0D%0ASet-Cookie:%20a=b | 400 | malformed_path |
        | an escape           | a%1B[2J          | 400    | malformed_path   |
        | what is no UTF-8    | a%FFb            | 400    | malformed_path   |
        | a lone surrogate    | a%ED%A0%80       | 400    | malformed_path   |
        | 300 characters      | xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx | 422 | validation_error |

    Scenario Outline: Nobody has put <path>
      Given the artifacts
        | key   | content |
        | other | abc     |
      When GET "/v1/artifacts/<path>" is requested
      Then the response is 404
      And the response has
        | part   | value    |
        | code   | not_found |
        | detail | <detail> |

      Examples:
        | path            | detail                                                                                     |
        | report          | Artifact not found: report. Check the key, or list the artifacts of the session.           |
        | a%E2%80%AEb     | Artifact not found: 'a\u202eb'. Check the key, or list the artifacts of the session.       |
        |                 | Artifact not found: . Check the key, or list the artifacts of the session.                 |

    Example: What is kept elsewhere cannot be read here, and nobody follows where it is said to be
      Given the registered artifacts
        | key    | kept in | reference                |
        | report | http    | http://127.0.0.1/secrets |
      When GET "/v1/artifacts/report" is requested
      Then the response is 404

  Rule: They are listed page by page

    Example: The first page says where the next one is
      Given session Alpha
      And the artifacts
        | key   | content | session |
        | one   | a       | Alpha   |
        | two   | b       |         |
        | three | c       | Alpha   |
      When GET "/v1/artifacts?limit=2" is requested
      Then the response is 200
      And the response has
        | part                   | value |
        | artifacts.count        | 2     |
        | artifacts.0.key        | one   |
        | artifacts.0.session id | Alpha |
        | artifacts.1.key        | two   |
        | next cursor            | ...   |
        | header link            | ...   |

    Example: The last one has no other behind it
      Given session Alpha
      And the artifacts
        | key   | content | session |
        | one   | a       | Alpha   |
        | two   | b       |         |
        | three | c       | Alpha   |
      And GET "/v1/artifacts?limit=1&session_id={Alpha}" was requested
      When GET "/v1/artifacts?limit=1&session_id={Alpha}&cursor={the next cursor}" is requested
      Then the response has
        | part            | value |
        | artifacts.count | 1     |
        | artifacts.0.key | three |
        | next cursor     | none  |
        | header link     | none  |

    Scenario Outline: "<query>" is refused
      When GET "/v1/artifacts?<query>" is requested
      Then the response is 400
      And the response has
        | part   | value    |
        | code   | <code>   |
        | detail | <detail> |

      Examples:
        | query       | code             | detail                                                                                                                                            |
        | limit=501   | validation_error | limit: Input should be less than or equal to 500.                                                                                                 |
        | cursor=W10  | invalid_cursor   | This is not a cursor of this listing. Pass the cursor of the page before, unchanged, for the same session; or start again without one.             |
        | session_id= | validation_error | session_id must have 1 to 255 characters, not 0.                                                                                                  |
        | key=report  | validation_error | key: Extra inputs are not permitted.                                                                                                              |

  Rule: An artifact that is deleted is gone

    Example: Its key is free
      Given the artifacts
        | key    | content |
        | report | before  |
      When DELETE "/v1/artifacts/report" is requested
      Then the response is 204
      And the artifact "report" is not found

    Example: It cannot be deleted again
      Given the artifacts
        | key    | content |
        | report | before  |
      And DELETE "/v1/artifacts/report" was requested
      When DELETE "/v1/artifacts/report" is requested
      Then the response is 404
      And the response has
        | part | value     |
        | code | not_found |

  Rule: An artifact of another namespace is one that does not exist

    Scenario Outline: <method> "<key>"
      Given the artifacts
        | key    | content | namespace |
        | report | hello   | South     |
      And the server has
        | part      | value |
        | key admin | admin |
      When <method> "/v1/artifacts/<key>" is requested with key "admin"
      Then the response is 404
      And the response has
        | part                  | value                                                                           |
        | detail                | Artifact not found: <key>. Check the key, or list the artifacts of the session. |
        | header content-length | 229                                                                             |

      Examples:
        | method | key    |
        | GET    | report |
        | GET    | repart |
        | DELETE | report |
        | DELETE | repart |

    Example: It is not listed
      Given the artifacts
        | key    | content | namespace |
        | report | hello   | South     |
      And the server has
        | part       | value |
        | key reader | read  |
      When GET "/v1/artifacts" is requested with key "reader"
      Then the response has
        | part            | value |
        | artifacts.count | 0     |

    Example: Its key is free here, and the other one stays
      Given the artifacts
        | key    | content | namespace |
        | report | hello   | South     |
      And the server has
        | part         | value         |
        | key writer   | append        |
        | key southern | read in South |
      And PUT "/v1/artifacts/report" was requested with key "writer"
        | part         | value      |
        | content-type | text/plain |
        | body         | mine       |
      When GET "/v1/artifacts/report" is requested with key "southern"
      Then the response has
        | part | value |
        | text | hello |

  Rule: Who may not, changes nothing

    Scenario Outline: Who has a key for <role> does not <what>
      Given the artifacts
        | key    | content |
        | report | before  |
      And the server has
        | part       | value  |
        | key caller | <role> |
      When <method> "/v1/artifacts/report" is requested with key "caller"
        | part | value |
        | body | after |
      Then the response is 403
      And the artifact "report" holds "before"

      Examples:
        | what   | method | role   |
        | put    | PUT    | read   |
        | delete | DELETE | read   |
        | delete | DELETE | append |
