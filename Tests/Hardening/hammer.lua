-- Asks for lists and creates items, and says at the end what was answered, by status.
-- hammer.lua TOKEN STORE SETTLING: one create in four requests; of the refusals, how many say when to come back. Rates are of what is
-- answered when the first SETTLING seconds are over, all else is of the whole.
local ffi = require("ffi")
ffi.cdef [[
   typedef struct { long seconds, nanoseconds; } moment;
   int clock_gettime(int clock, moment *moment);
]]
local MONOTONIC, moment, threads = 1, ffi.new("moment"), {}

local function now()
   ffi.C.clock_gettime(MONOTONIC, moment)
   return tonumber(moment.seconds) + tonumber(moment.nanoseconds) / 1e9
end

function setup(thread)
   table.insert(threads, thread)
end

function init(args)
   fields = { ["Authorization"] = "Bearer " .. args[1], ["Content-Type"] = "application/json" }
   body = '{"name":"Hammered","price":1.25,"store_id":' .. args[2] .. '}'
   list = wrk.format("GET", "/item?limit=20&store_id=" .. args[2], fields)
   create = wrk.format("POST", "/item", fields, body)
   count, created, listed, refused, told, other = 0, 0, 0, 0, 0, 0
   settling, began = tonumber(args[3]), now()
end

-- What was answered before is kept, to be taken off.
local function settle()
   local time = now()
   if time >= began + settling then settled, early_created, early_listed = time, created, listed end
end

function request()
   count = count + 1
   if count % 4 == 0 then return create end
   return list
end

function response(status, headers)
   if not settled then settle() end
   if status == 200 then listed = listed + 1
   elseif status == 201 then created = created + 1
   elseif status == 503 or status == 429 then
      refused = refused + 1
      if headers["Retry-After"] then told = told + 1 end
   else other = other + 1 end
end

-- No more than a hundredth of what was answered took longer than `p99_answered`, in ms: of all that came back that is the share
-- which a hundredth of these is, as if the slowest had all been among them. `p99` is that of everything, refusals included.
function done(summary, latency)
   local ended, creates, lists = now(), 0, 0
   local sums = { created = 0, listed = 0, refused = 0, told = 0, other = 0 }
   for _, thread in ipairs(threads) do
      for name in pairs(sums) do sums[name] = sums[name] + thread:get(name) end
      local seconds = ended - assert(thread:get("settled"), "nothing was answered once it had settled")
      creates = creates + (thread:get("created") - thread:get("early_created")) / seconds
      lists = lists + (thread:get("listed") - thread:get("early_listed")) / seconds
   end
   local failed, answered = summary.errors, sums.created + sums.listed
   local rarest = answered / math.max(1, answered + sums.refused + sums.other)
   io.write(string.format('\n{"created":%d,"listed":%d,"refused":%d,"told":%d,"other":%d,"creates":%f,"good":%f,"connect":%d,"read":%d,"write":%d,'
      .. '"timeout":%d,"p99":%f,"p99_answered":%f}\n',
      sums.created, sums.listed, sums.refused, sums.told, sums.other, creates, creates + lists,
      failed.connect, failed.read, failed.write, failed.timeout,
      latency:percentile(99) / 1e3, latency:percentile(100 - rarest) / 1e3))
end
