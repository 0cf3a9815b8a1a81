-- Changes one item again and again, and says at the end what was answered, by status.
-- stubborn.lua TOKEN ITEM
local threads = {}

function setup(thread)
   table.insert(threads, thread)
end

function init(args)
   local fields = { ["Authorization"] = "Bearer " .. args[1], ["Content-Type"] = "application/json" }
   change = wrk.format("PATCH", "/item/" .. args[2], fields, '{"price":2}')
   changed, refused, other = 0, 0, 0
end

function request()
   return change
end

function response(status)
   if status == 200 then changed = changed + 1
   elseif status == 503 then refused = refused + 1
   else other = other + 1 end
end

function done()
   local sums = { changed = 0, refused = 0, other = 0 }
   for _, thread in ipairs(threads) do
      for name in pairs(sums) do sums[name] = sums[name] + thread:get(name) end
   end
   io.write(string.format('\n{"changed":%d,"refused":%d,"other":%d}\n', sums.changed, sums.refused, sums.other))
end
