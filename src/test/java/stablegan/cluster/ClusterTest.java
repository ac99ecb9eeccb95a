package stablegan.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
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

  @Test
  void aMasterThatDoesNotAnswerIsNamedAtOnce() throws IOException {
    int closed;
    try (ServerSocket socket = new ServerSocket(0)) {
      closed = socket.getLocalPort();
    }
    String master = "spark://127.0.0.1:" + closed;
    assertThatThrownBy(() -> MasterAddress.requireReachable(master))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no Spark master answers at " + master)
        .hasMessageContaining("environment/spark.sh start");
  }

  @Test
  void withoutSparkItIsSaidHowToGetIt() {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    // the tests' class path has Spark's own jar, which the library is compiled with
    thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
    try {
      assertThatThrownBy(
              () ->
                  Cluster.spark("local[1]")
                      .run("work", List.<Cluster.Work<Integer>>of(), new Cluster.Watcher<>() {}))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("Spark isn't on the class path")
          .hasMessageContaining("environment/spark.sh install");
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
