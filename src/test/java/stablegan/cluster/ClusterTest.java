package stablegan.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.ServerSocket;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"", "host:7077", "spark://host", "spark://host:port", "local[x]", "http://h"})
  void whatIsNoMasterIsRefused(String master) {
    assertThatThrownBy(() -> Cluster.spark(master))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not \"" + master + "\"")
        .hasMessageContaining("spark://host:port");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spark://a:7077",
        "spark://a:7077,b:7077",
        "yarn",
        "k8s://https://h:443",
        "local[2]"
      })
  void mastersAreTakenAsSparkHasThem(String master) {
    assertThat(Cluster.spark(master)).hasToString(master);
  }

  /**
   * As {@code runOn} asks for its cores: a second application of one process is none of Spark's.
   */
  @Test
  void whatIsAskedOfASharedApplicationStaysInIt() {
    Cluster.spark("local[1]")
        .inOneApplication(
            one -> {
              Cluster more = one.with("spark.task.cpus", "1").withStore("file:///runs");
              assertThat(more.<Cluster>inOneApplication(shared -> shared)).isSameAs(more);
              return null;
            });
  }

  @Test
  void aMasterThatDoesNotAnswerIsNamedAtOnce() throws IOException {
    int closed;
    try (ServerSocket socket = new ServerSocket(0)) {
      closed = socket.getLocalPort();
    }
    String master = "spark://127.0.0.1:" + closed;
    assertThatThrownBy(() -> MasterAddress.requireReachable(master))
        .isInstanceOf(Cluster.FailedException.class)
        .hasMessageContaining("no Spark master answers at " + master)
        .hasMessageContaining("environment/spark.sh start");
  }

  /**
   * In a class path without Spark's jar, which the tests have since the library is compiled with
   * it.
   */
  @Test
  void withoutSparkItIsSaidHowToGetIt() throws Exception {
    URL[] urls =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(path -> !path.contains("spark-core"))
            .map(ClusterTest::url)
            .toArray(URL[]::new);
    try (URLClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
      Class<?> type = loader.loadClass(Cluster.class.getName());
      Object cluster = type.getMethod("spark", String.class).invoke(null, "local[1]");
      Class<?> watcher = loader.loadClass(Cluster.Watcher.class.getName());
      Method run = type.getMethod("run", String.class, List.class, watcher);
      assertThatThrownBy(() -> run.invoke(cluster, "work", List.of(), null))
          .cause()
          .hasMessageContaining("Spark isn't on the class path")
          .hasMessageContaining("environment/spark.sh install");
    }
  }

  private static URL url(String path) {
    try {
      return Path.of(path).toUri().toURL();
    } catch (MalformedURLException e) {
      throw new AssertionError(e);
    }
  }
}
