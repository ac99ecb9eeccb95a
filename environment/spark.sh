#!/usr/bin/env bash
# Apache Spark for comparisons on several machines, and a small cluster of this one for trials.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

usage() {
  cat <<END
Usage: environment/spark.sh install              gets Spark into .spark (once, 0.5 GB)
       environment/spark.sh start [WORKERS]      a master and workers of one core each on 127.0.0.1 (2)
       environment/spark.sh stop                 ends them
       environment/spark.sh jars                 where Spark's jars are, for a notebook's class path
       environment/spark.sh submit OPTION... ARGUMENT...
                                                 the command line by spark-submit, such as
           environment/spark.sh submit --master yarn ablation none SN --master yarn --out /shared/run

environment/stablegan.sh ablation … --master spark://127.0.0.1:7077 runs on such a cluster.
SPARK_PORT is the master's port, 7077 unless set; SPARK_HOME another Spark 4, if there is one.
END
}

port=${SPARK_PORT:-7077}
running="$root/.spark/running-$port"

need_spark() {
  find_spark || die "There is no Spark: environment/spark.sh install gets it, or set SPARK_HOME"
}

install_spark() {
  local version
  version=$(sed -n 's|.*<spark.version>\(.*\)</.*|\1|p' "$root/pom.xml")
  if find_spark && compgen -G "$SPARK_HOME/jars/spark-core_*-$version.jar" >/dev/null; then
    echo "Spark $version is in $SPARK_HOME"
    return
  fi
  echo "Installing Spark $version into .spark (once, 0.5 GB)"
  python3 -m venv --clear "$root/.spark"
  "$root/.spark/bin/python" -m pip install --quiet --disable-pip-version-check "pyspark==$version"
}

# One of Spark's processes in the background: background NAME CLASS ARGUMENT...
background() {
  local name=$1
  shift
  nohup "$SPARK_HOME/bin/spark-class" "$@" >"$running/$name.log" 2>&1 &
  echo $! >"$running/$name.pid"
}

start_cluster() {
  local i file
  need_spark
  mkdir -p "$running"
  for file in "$running"/*.pid; do
    is_ours "$file" && die "A cluster is running at port $port already: environment/spark.sh stop ends it"
    rm -f "$file"
  done
  export_settings
  export SPARK_LOCAL_IP=127.0.0.1 SPARK_NO_DAEMONIZE=1
  background master org.apache.spark.deploy.master.Master --host 127.0.0.1 --port "$port" --webui-port 0
  for ((i = 1; i <= ${1:-2}; i++)); do
    background "worker-$i" org.apache.spark.deploy.worker.Worker "spark://127.0.0.1:$port" \
      --host 127.0.0.1 --cores 1 --memory 3g --webui-port 0 --work-dir "$running/work-$i"
  done
  for ((i = 0; i < 60; i++)); do
    if [ "$(grep -c 'Registering worker' "$running/master.log" 2>/dev/null)" = "${1:-2}" ]; then
      echo "spark://127.0.0.1:$port"
      return
    fi
    sleep 1
  done
  stop_cluster
  die "The cluster didn't start within a minute: see .spark/running-$port/*.log"
}

# Whether the process of file $1 is one of Spark's: numbers of processes are given again.
is_ours() {
  local process
  [ -e "$1" ] || return 1
  process=$(cat "$1")
  # Small images lack ps.
  if [ -e /proc/self/cmdline ]; then
    grep -qa org.apache.spark.deploy "/proc/$process/cmdline" 2>/dev/null
  else
    ps -o args= -p "$process" | grep -q org.apache.spark.deploy
  fi
}

# Waits for their ends, so that ports are free again.
stop_cluster() {
  local file i
  for file in "$running"/*.pid; do
    is_ours "$file" && kill "$(cat "$file")"
  done
  for file in "$running"/*.pid; do
    for ((i = 0; i < 100; i++)); do
      is_ours "$file" || break
      sleep 0.2
    done
    rm -f "$file"
  done
}

case "${1:-}" in
  install) install_spark ;;
  start) start_cluster "${2:-2}" ;;
  stop) stop_cluster ;;
  jars) need_spark && echo "$SPARK_HOME/jars" ;;
  submit)
    shift
    check_prerequisites
    need_spark
    prepare_library >&2
    export_settings
    options=()
    while [[ "${1:-}" == --* ]]; do
      options+=("$1" "${2:?$1 needs a value}")
      shift 2
    done
    exec "$SPARK_HOME/bin/spark-submit" ${options[@]+"${options[@]}"} --class stablegan.Main \
      --jars "$(printf '%s,' "$root"/lib/*.jar)" "$(compgen -G "$root/lib/stablegan-*.jar")" "$@"
    ;;
  -h | --help) usage ;;
  *) die "$(usage)" ;;
esac
