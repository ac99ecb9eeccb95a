package stablegan.internal.network;

/** Single layers in TorchScript. */
final class LayerCode {

  private LayerCode() {}

  static String linear(TorchCall call) {
    return "torch.linear(%s, %s, %s)"
        .formatted(call.x(), call.tensor("weight"), call.tensor("bias"));
  }

  static String conv2d(TorchCall call) {
    return "torch.conv2d(%s, %s, %s, %s, %s, %s, %s)"
        .formatted(
            call.x(),
            call.tensor("weight"),
            call.tensor("bias"),
            call.sizes("stride"),
            call.sizes("padding"),
            call.sizes("dilation"),
            call.layer().whole("groups"));
  }

  static String convTranspose2d(TorchCall call) {
    int stride = call.layer().whole("stride");
    int padding = call.layer().whole("padding");
    return "torch.conv_transpose2d(%s, %s, %s, [%s, %s], [%s, %s])"
        .formatted(
            call.x(), call.tensor("weight"), call.tensor("bias"), stride, stride, padding, padding);
  }

  static String upsampledConv2d(TorchCall call) {
    String large = "torch.upsample_nearest2d(%s, None, [2., 2.])".formatted(call.x());
    return sameSize(call, large);
  }

  static String pooledConv2d(TorchCall call) {
    return "torch.avg_pool2d(%s, [2, 2], [2, 2])".formatted(sameSize(call, call.x()));
  }

  private static String sameSize(TorchCall call, String x) {
    int padding = call.layer().whole("kernel") / 2;
    return "torch.conv2d(%s, %s, %s, [1, 1], [%s, %s])"
        .formatted(x, call.tensor("weight"), call.tensor("bias"), padding, padding);
  }

  static String embedding(TorchCall call) {
    return "torch.embedding(%s, %s)".formatted(call.tensor("weight"), call.x());
  }

  static String batchNorm(TorchCall call) {
    return "torch.batch_norm(%s, %s, %s, %s, %s, False, 0., %s, False)"
        .formatted(
            call.x(),
            call.tensor("weight"),
            call.tensor("bias"),
            call.tensor("running_mean"),
            call.tensor("running_var"),
            call.layer().number("epsilon"));
  }

  static String conditionalBatchNorm(TorchCall call) {
    String norm =
        "torch.batch_norm(%s, None, None, %s, %s, False, 0., 1e-05, False)"
            .formatted(call.x(), call.tensor("norm.running_mean"), call.tensor("norm.running_var"));
    return "torch.add(torch.mul(%s, %s), %s)"
        .formatted(norm, rows(call, "gain"), rows(call, "shift"));
  }

  /** The rows of the samples' classes, shaped (N, C, 1, …) to meet x. */
  private static String rows(TorchCall call, String table) {
    String shape =
        "torch.add([torch.size(%1$s, 0), -1], torch.mul([1], torch.sub(torch.dim(%1$s), 2)))"
            .formatted(call.x());
    return "torch.reshape(torch.embedding(%s, %s), %s)"
        .formatted(call.tensor(table), TorchCall.CLASSES, shape);
  }

  static String layerNorm(TorchCall call) {
    return "torch.layer_norm(%s, %s, %s, %s, %s)"
        .formatted(
            call.x(),
            call.shape("weight"),
            call.tensor("weight"),
            call.tensor("bias"),
            call.layer().number("epsilon"));
  }

  static String reshape(TorchCall call) {
    String sample = call.sizes("sample");
    return "torch.reshape(%s, [torch.size(%s, 0), %s)"
        .formatted(call.x(), call.x(), sample.substring(1));
  }

  static String averagePool(TorchCall call) {
    int side = call.layer().whole("side");
    return "torch.avg_pool2d(%s, [%s, %s], [%s, %s])".formatted(call.x(), side, side, side, side);
  }

  static String globalPool(TorchCall call) {
    String function = call.layer().flag("mean") ? "mean" : "sum";
    return "torch.%s(%s, [2, 3])".formatted(function, call.x());
  }
}
