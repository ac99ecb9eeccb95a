# shellcheck shell=bash
# What run.sh, test.sh and lab.sh share; sourced, never run.

unset CDPATH # with it cd prints where it goes
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
python="$root/.venv/bin/python"

die() {
  printf '%s\n' "$@" >&2
  exit 1
}

# How to install on this kind of system: install_hint APT_PACKAGES BREW_PACKAGES
install_hint() {
  local sudo=
  [ "$(id -u)" = 0 ] || sudo='sudo '
  if command -v apt-get >/dev/null; then
    printf '%sapt-get install -y %s' "$sudo" "$1"
  elif command -v brew >/dev/null; then
    printf 'brew install %s' "$2"
  else
    printf 'apt-get install -y %s   or   brew install %s' "$1" "$2"
  fi
}

# The major version of a java command, or nothing.
java_version() {
  "$1" -version 2>&1 | sed -n 's/.* version "\([0-9]*\)[."-].*/\1/p'
}

# Whether this folder is a JDK of version 17 or newer.
is_jdk17() {
  local version
  [ -n "$1" ] && [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 1
  version=$(java_version "$1/bin/java") || return 1
  [ "${version:-0}" -ge 17 ]
}

# Puts a JDK of version 17 or newer first on PATH: JAVA_HOME if it is one, else the one on PATH. The kernel starts plain `java`.
use_jdk17() {
  local home
  if [ -n "${JAVA_HOME:-}" ] && is_jdk17 "$JAVA_HOME"; then
    home=$JAVA_HOME
  else
    command -v java >/dev/null || return 1
    home=$(java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p') || return 1
    is_jdk17 "$home" || return 1
  fi
  export JAVA_HOME=$home PATH="$home/bin:$PATH"
}

has_maven() {
  local version
  command -v mvn >/dev/null || return 1
  # Without a JDK mvn can't say its version.
  [ -n "${JAVA_HOME:-}" ] || return 0
  version=$(mvn -v 2>/dev/null | sed -n 's/.*Apache Maven \([0-9.]*\).*/\1/p') || return 1
  [ "$(printf '%s\n' 3.6.3 "$version" | sort -V | sed -n 1p)" = 3.6.3 ]
}

has_python() {
  python3 -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 10))' 2>/dev/null
}

has_gpu() {
  [ "$(uname -sm)" = 'Linux x86_64' ] && nvidia-smi -L >/dev/null 2>&1
}

# Names every missing prerequisite with the command that installs it.
check_prerequisites() {
  local missing=()
  use_jdk17 || missing+=("a JDK, version 17 or newer, on PATH or in JAVA_HOME" \
    "    $(install_hint openjdk-17-jdk-headless openjdk@17)")
  has_maven || missing+=("Maven, version 3.6.3 or newer" "    $(install_hint maven maven)")
  has_python || missing+=("Python, version 3.10 or newer, with venv" \
    "    $(install_hint 'python3 python3-venv' python@3.12)")
  case "${STABLEGAN_DEVICE:-cpu}" in
    cpu) ;;
    gpu) has_gpu || missing+=("Linux x86_64 with an NVIDIA GPU and its driver, which nvidia-smi finds" \
      "    leave out STABLEGAN_DEVICE=gpu to train on the CPU") ;;
    *) die "STABLEGAN_DEVICE must be cpu or gpu, not \"$STABLEGAN_DEVICE\"" ;;
  esac
  [ ${#missing[@]} = 0 ] || die "Missing:" "${missing[@]}"
}

# JupyterLab and the Java kernel in .venv, anew only if the requirements changed.
prepare_venv() {
  local requirements="$root/environment/requirements.txt" stamp="$root/.venv/requirements.txt"
  if cmp -s "$requirements" "$stamp" && "$python" -c 'import nbclient' 2>/dev/null; then
    return
  fi
  echo "Installing JupyterLab and the Java kernel into .venv (once, about a minute)"
  python3 -m venv --clear "$root/.venv"
  "$python" -m pip install --quiet --disable-pip-version-check -r "$requirements"
  mkdir -p "$root/.venv/share/jupyter/lab/settings"
  # No question about news: nothing here asks the network for anything.
  # And completions of a busy kernel are waited for.
  printf '{%s, %s}\n' \
    '"@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": false}' \
    '"@jupyterlab/completer-extension:manager": {"providerTimeout": 5000}' \
    >"$root/.venv/share/jupyter/lab/settings/overrides.json"
  cp "$requirements" "$stamp"
}

# Where STABLEGAN_DEVICE is gpu: PyTorch's own build with CUDA, which DJL loads in place of the one in lib/.
use_device() {
  [ "${STABLEGAN_DEVICE:-cpu}" = gpu ] || return 0
  local torch="$root/.cache/torch" version
  version=$(sed -n 's|.*<pytorch.version>\(.*\)</.*|\1|p' "$root/pom.xml")
  if [ ! -e "$torch/complete-$version" ]; then
    echo "Installing PyTorch $version with CUDA into .cache/torch (once, 5 GB)"
    rm -rf "$torch"
    "$python" -m pip install --quiet --disable-pip-version-check --target "$torch" "torch==$version"
    # DJL counts GPUs by a library of this name.
    ln -s ../../nvidia/cuda_runtime/lib/libcudart.so.12 "$torch/torch/lib/libcudart.so"
    touch "$torch/complete-$version"
  fi
  # Without it DJL would go on, on the CPU.
  PYTHONPATH="$torch" "$python" -c 'import torch; torch.zeros(1, device="cuda")' \
    || die "STABLEGAN_DEVICE is gpu, but PyTorch can't use the GPU (see above)"
  # The flavour is that of DJL's own library for this version; it loads PyTorch's build for CUDA 12.6 too.
  export PYTORCH_LIBRARY_PATH="$torch/torch/lib" PYTORCH_VERSION=$version PYTORCH_FLAVOR=cu128
  export LD_LIBRARY_PATH="$torch/torch/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
}

# A locale of UTF-8 where there is none, as in containers, cron and ssh: Java names files by the locale, and finds none
# outside ASCII without.
use_utf8() {
  local name
  [ "$(locale charmap 2>/dev/null)" != UTF-8 ] || return 0
  for name in C.UTF-8 en_US.UTF-8; do
    if [ "$(LC_ALL=$name locale charmap 2>/dev/null)" = UTF-8 ]; then
      export LC_ALL=$name
      return
    fi
  done
}

# Fills lib/ by Maven: package_library GOAL_AND_OPTIONS...
package_library() {
  local commit
  commit=$(git -C "$root" describe --always --dirty --abbrev=12 --exclude '*' 2>/dev/null) || commit=""
  mkdir -p "$root/target"
  touch "$root/target/packaging"
  # Jars of former versions would stay on the notebooks' class path.
  rm -f "$root"/lib/*.jar
  (cd "$root" && mvn -B -Dstyle.color=never "-Dcommit=${commit:+ at $commit}" "$@")
  # mvn verify may have run clean.
  mkdir -p "$root/target"
  [ ! -e "$root/target/packaging" ] || mv "$root/target/packaging" "$root/target/packaged"
}

# The library in lib/, anew only if sources changed.
prepare_library() {
  local stamp="$root/target/packaged"
  if [ -e "$stamp" ] && compgen -G "$root/lib/stablegan-*.jar" >/dev/null \
    && [ -z "$(find "$root/pom.xml" "$root/src/main" -newer "$stamp" -print)" ]; then
    return
  fi
  echo "Building the library into lib/"
  # Formatting is for the tests to check, not for someone who tries a change.
  package_library -q -DskipTests -Dspotless.check.skip=true package
}

# What the kernel and the library read.
export_settings() {
  export DJL_CACHE_DIR="${DJL_CACHE_DIR:-$root/.cache/djl}"
  export STABLEGAN_DATA="${STABLEGAN_DATA:-$root/.cache/stablegan}"
  # Split at spaces by the kernel's launcher: no paths in here. A step of a small network makes hundreds of
  # short-lived objects, which the parallel collector burdens least.
  export JJAVA_JVM_OPTS="${JJAVA_JVM_OPTS:--Xmx4g -XX:+UseParallelGC -Djava.awt.headless=true -Dai.djl.offline=true \
-Dorg.slf4j.simpleLogger.defaultLogLevel=warn}"
  export OPT_OUT_TRACKING=true
  # The C library keeps the memory of freed tensors for the next training step, which takes as much again,
  # instead of handing it back to the system and having it zeroed page by page. It is the pad that keeps
  # the memory of threads other than the first.
  export MALLOC_MMAP_MAX_=0 MALLOC_TRIM_THRESHOLD_=17179869184 MALLOC_TOP_PAD_=67108864
  # Every thread has an arena of its own: with one for all, cells side by side wait for each other's lock.
  # But only the first arena keeps blocks of 64 MiB and more, such as maps of SN-ResNet at the paper's size,
  # so where large networks train one at a time there is that one.
  [ "${STABLEGAN_BUDGET:-}" != full ] || export MALLOC_ARENA_MAX=1
  # The kernel of .venv, not one of the same name in the home folder.
  export JUPYTER_PREFER_ENV_PATH=1
}

# Sets SPARK_HOME to the Spark of environment/spark.sh, unless it is set.
find_spark() {
  local home
  [ -z "${SPARK_HOME:-}" ] || return 0
  home=$(compgen -G "$root/.spark/lib/python*/site-packages/pyspark") || return 1
  export SPARK_HOME=$home
}

# What Java must allow the process that hands work to Spark, whose own messages are left to its log.
spark_options=(-Dslf4j.internal.verbosity=WARN -Dslf4j.provider=org.slf4j.simple.SimpleServiceProvider -Dorg.slf4j.simpleLogger.log.org.apache=error)
for package in lang lang.invoke lang.reflect io net nio util util.concurrent; do
  spark_options+=("--add-opens=java.base/java.$package=ALL-UNNAMED")
done
spark_options+=(--add-opens=java.base/sun.nio.ch=ALL-UNNAMED --add-opens=java.base/sun.security.action=ALL-UNNAMED)

# One script at a time prepares: a second one's build would take away jars that the first one's Java has found.
alone() {
  if command -v flock >/dev/null; then
    mkdir -p "$root/.cache"
    { flock 9 && "$@"; } 9>"$root/.cache/preparing"
  else
    "$@"
  fi
}

prepare() {
  check_prerequisites
  alone prepare_venv
  alone use_device
  alone prepare_library
  export_settings
}

use_utf8
