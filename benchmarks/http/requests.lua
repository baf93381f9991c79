-- What wrk sends: the requests that it was given, whole, one after the other.
-- Its last line of output: requests that were answered, microseconds, answers that were errors.

local requests, turn = {}, 0

function init(arguments)
   for place = 1, #arguments do
      requests[place] = arguments[place]
   end
end

function request()
   turn = turn % #requests + 1
   return requests[turn]
end

function done(summary)
   local errors = summary.errors
   local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
   io.write(string.format("%d %d %d\n", summary.requests, summary.duration, failed))
end
