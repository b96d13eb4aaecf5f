# Sourced by a script that runs in the machine: a writable /run, modules, the agent, GPIO chips, verdicts, an orderly end.
export PATH=/usr/lib/jvm/default/bin:/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C HOME=/run TMPDIR=/run/t
mount -t tmpfs t /run
mkdir -p /run/t /run/agent /dev/shm
mount -t tmpfs t /dev/shm
mount -t tmpfs t /tmp
share=/mnt/share
sims=/sys/kernel/config/gpio-sim
failures=0
say() { echo "[$(cut -d' ' -f1 /proc/uptime)] $*"; }
load() { modprobe "$1" || say "FAIL module $1"; }
word() { local value; value=$(tr ' ' '\n' </proc/cmdline | sed -n "s/^$1=//p"); echo "${value:-${2-}}"; } # NAME DEFAULT
row() { if [ "$2" = "$3" ]; then say "PASS $1: $3"; else say "FAIL $1: wanted '$2', found '$3'"; failures=$((failures + 1)); fi; } # WHAT WANTED FOUND
has() { case $3 in *"$2"*) say "PASS $1: ${3:0:300}" ;; *) say "FAIL $1: wanted '$2' in '$3'"; failures=$((failures + 1)) ;; esac; } # WHAT PART TEXT
end() { say "$([ $failures = 0 ] && echo ALL PASSED || echo "$failures FAILED")"; cp /run/agent.log $share/ 2>/dev/null; sync; echo o >/proc/sysrq-trigger; sleep 30; }

# chip LABEL [NAME]: a chip of 54 lines so labelled, all low; leaves its folder in $sim
chip() {
  local name=${2:-board}
  load gpio-sim-board
  grep -q ' /sys/kernel/config ' /proc/mounts || mount -t configfs c /sys/kernel/config
  mkdir $sims/$name $sims/$name/bank0
  echo 54 >$sims/$name/bank0/num_lines
  echo "$1" >$sims/$name/bank0/label
}
# live NAME: switches it on
live() {
  echo 1 >$sims/$1/live
  sim=/sys/devices/platform/$(cat $sims/$1/dev_name)/$(cat $sims/$1/bank0/chip_name)
  for pin in 17 27 22 23 24; do echo pull-up >$sim/sim_gpio$pin/pull; done
}
# hog NAME LINE WHO: somebody else's line, before the chip is live
hog() {
  mkdir $sims/$1/bank0/line$2 $sims/$1/bank0/line$2/hog
  echo "$3" >$sims/$1/bank0/line$2/hog/name
  echo input >$sims/$1/bank0/line$2/hog/direction
}

install_agent() {
  cp -a /mnt/agent/terminal-agent /mnt/agent/terminal-agent.jar /mnt/agent/lib /run/agent/
  cp -a $share/terminal-agent.jsa /run/agent/ 2>/dev/null
  # into memory: the clock leaps while a page is fetched
  cat /usr/lib/jvm/default/lib/{modules,*.so,server/*} /usr/lib/aarch64-linux-gnu/*.so* /usr/bin/{fingers,sqlite3,socat,sleep,seq} >/dev/null
}
hallpulse() { sh /run/agent/terminal-agent "$@"; }

pins=17,27,22,23,24
lamps=5,6,13,19,26
pads='pins: {"1": 17, "2": 27, "3": 22, "4": 23, "5": 24}, lamps: {"1": 5, "2": 6, "3": 13, "4": 19, "5": 26}'
# terminal DATA CHIP [PORT]: /run/terminal.yaml with the five-key panel, and a meter on PORT
terminal() {
  cat >/run/terminal.yaml <<TERMINAL
hall: north
terminal: n-01
data: $1
gateway: {url: "tcp://127.0.0.1:18830"}
windows:
  - {id: A01, mode: free, responseInterval: 0s, grace: 0s}
  - {id: A02, mode: free, responseInterval: 0s, grace: 0s}
inputs:
  - id: panel
    window: A01
    keys: {"1": 5, "2": 4, "3": 3, "4": 2, "5": 1}
    gpio: {chip: $2, $pads}
TERMINAL
  [ -z "${3-}" ] || cat >>/run/terminal.yaml <<TERMINAL
  - id: meter
    window: A02
    keys: {"0": 5, "1": 4, "2": 3, "3": 2}
    serial: {port: $3, protocol: ff68, address: 5}
TERMINAL
  data=$1
}
# serve: starts the agent and waits until it serves; its pid is $agent, its log /run/agent.log
serve() {
  local from line
  from=$(cut -d' ' -f1 /proc/uptime)
  line=$(($(cat /run/agent.log 2>/dev/null | wc -l) + 1))
  (exec ${AS:-} sh /run/agent/terminal-agent run --config /run/terminal.yaml 2>>/run/agent.log) &
  agent=$!
  for try in $(seq 3000); do
    tail -n +$line /run/agent.log | grep -q ' serves ' && break
    kill -0 $agent 2>/dev/null || break
    sleep 0.2
  done
  started=$(tail -n +$line /run/agent.log)
  row 'the agent serves' 1 "$(grep -c ' serves ' <<<"$started")"
  say "after $(awk -v a=$from '{print $1 - a}' /proc/uptime) s of the machine's time"
}
stop() { kill $agent; wait $agent; row 'the agent ends' 0 $?; }
status() { timeout 20 socat -u UNIX:$data/agent.sock -; }
ask() { sqlite3 -readonly $data/outbox.db "$1"; }
# until_status WHAT PART SECONDS: waits until the status says so
until_status() {
  local try answer=
  for try in $(seq $(($3 * 2))); do
    answer=$(status)
    case $answer in *"$2"*) say "PASS $1, after $((try / 2)) s"; return ;; esac
    sleep 0.5
  done
  say "FAIL $1: '$2' is not in '$answer'"
  failures=$((failures + 1))
}
# presses NAME COUNT FALSE-EDGES [HOLD-LEAST HOLD-MOST]: the outbox must hold what was pressed, key by key, and each lamp come after its key
presses() {
  local before wanted found
  before=$(ask 'select coalesce(max(seq), 0) from press')
  fingers $sim press $2 $(word seed 1) $3 ${4:-60} ${5:-200} 250 700 $pins $lamps >/run/pressed
  sleep 2
  wanted=$(tail -1 /run/pressed | sed 's/.*by pin //; s/17:/1=5:/; s/27:/2=4:/; s/22:/3=3:/; s/23:/4=2:/; s/24:/5=1:/' | tr ' ' '\n' | grep -v ':0$' | sort | paste -sd' ')
  found=$(ask "select key || '=' || level || ':' || count(*) from press where seq > $before and input = 'panel' and kind = 'rating' and flags in ('', '[]') group by key order by key" | paste -sd' ')
  row "$1, key=level:count" "$wanted" "$found"
  row "$1, all rows" $2 "$(ask "select count(*) from press where seq > $before and input = 'panel'")"
  row "$1, lamps that stayed dark" 0 "$(awk '/^[0-9]/ && $5 == -1' /run/pressed | wc -l)"
  say "FIGURE $1, ms from key to lamp: $(awk '/^[0-9]/ && $5 >= 0 {print $5}' /run/pressed | sort -n | awk '{a[NR] = $1} END {print "least", a[1], "median", a[int((NR + 1) / 2)], "most", a[NR], "of", NR}')"
}
# switches THREAD: how often the kernel has switched to or from the agent's threads of that name so far, or to any for *
switches() {
  local task
  for task in /proc/$agent/task/*; do case $(cat $task/comm) in $1) cat $task/status ;; esac; done | awk '/_ctxt_switches/ {n += $2} END {print n + 0}'
}
# wakeups SECONDS: how often the agent is woken at rest, by the kernel's own count: $all its threads, and $scanner the one that reads keys
wakeups() {
  all=$(switches '*') scanner=$(switches gpio-scanner)
  sleep $1
  all=$(($(switches '*') - all)) scanner=$(($(switches gpio-scanner) - scanner))
  say "FIGURE wake-ups a second, idle for $1 s: $((all / $1)), of them by the keys $scanner in all"
}
# rest: the thread that reads keys sleeps a second at most, and wakes for nothing else
rest() {
  wakeups 60
  row "the keys' thread was woken, at most twice a second" yes "$([ $scanner -gt 0 ] && [ $scanner -le 120 ] && echo yes || echo no)"
}
