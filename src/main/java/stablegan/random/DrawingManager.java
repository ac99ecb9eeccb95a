package stablegan.random;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Passes on every call to a manager except those for random numbers, which a stream gives. Arrays
 * belong to the manager itself.
 */
final class DrawingManager implements InvocationHandler {

  private final NDManager manager;
  private final RandomStream random;

  private DrawingManager(NDManager manager, RandomStream random) {
    this.manager = manager;
    this.random = random;
  }

  static NDManager of(NDManager manager, RandomStream random) {
    return (NDManager)
        Proxy.newProxyInstance(
            DrawingManager.class.getClassLoader(),
            new Class<?>[] {NDManager.class},
            new DrawingManager(manager, random));
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] args) throws Throwable {
    return switch (method.getName()) {
      case "randomNormal" -> normal(args);
      case "truncatedNormal" -> truncatedNormal(args);
      case "randomUniform" -> uniform(args);
      case "randomInteger" -> integers(args);
      case "randomPermutation" -> permutation((long) args[0]);
      case "newSubManager" -> of((NDManager) passedOn(method, args), random);
      default -> passedOn(method, args);
    };
  }

  private Object passedOn(Method method, Object[] args) throws Throwable {
    try {
      return method.invoke(manager, args);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private NDArray normal(Object[] args) {
    Shape shape = first(Shape.class, args).orElseThrow();
    return scaled(random.normals(RandomStream.size(shape)), args);
  }

  /** Normal numbers of at most two standard deviations, drawn again until they are. */
  private NDArray truncatedNormal(Object[] args) {
    float[] values = new float[RandomStream.size(first(Shape.class, args).orElseThrow())];
    int n = 0;
    while (n < values.length) {
      for (float x : random.normals(values.length)) {
        if (Math.abs(x) <= 2 && n < values.length) {
          values[n++] = x;
        }
      }
    }
    return scaled(values, args);
  }

  /** Brings standard normal numbers to the mean and deviation asked for, if they are. */
  private NDArray scaled(float[] values, Object[] args) {
    List<Float> numbers = all(Float.class, args);
    if (!numbers.isEmpty()) {
      for (int i = 0; i < values.length; i++) {
        values[i] = numbers.get(0) + numbers.get(1) * values[i];
      }
    }
    return typed(RandomStream.array(manager, values, first(Shape.class, args).orElseThrow()), args);
  }

  private NDArray uniform(Object[] args) {
    Shape shape = first(Shape.class, args).orElseThrow();
    return typed(random.uniform(manager, (float) args[0], (float) args[1], shape), args);
  }

  private NDArray integers(Object[] args) {
    long low = (long) args[0];
    Shape shape = first(Shape.class, args).orElseThrow();
    long[] values =
        random.integers(Math.subtractExact((long) args[1], low), RandomStream.size(shape));
    Arrays.setAll(values, i -> values[i] + low);
    return typed(RandomStream.array(manager, values, shape), args);
  }

  private NDArray permutation(long n) {
    return RandomStream.array(manager, random.permutation(Math.toIntExact(n)), new Shape(n));
  }

  private static NDArray typed(NDArray drawn, Object[] args) {
    NDArray typed = first(DataType.class, args).map(t -> drawn.toType(t, false)).orElse(drawn);
    NDArray placed = first(Device.class, args).map(d -> typed.toDevice(d, false)).orElse(typed);
    List.of(drawn, typed).stream().filter(a -> a != placed).forEach(NDArray::close);
    return placed;
  }

  private static <T> Optional<T> first(Class<T> type, Object[] args) {
    return all(type, args).stream().findFirst();
  }

  private static <T> List<T> all(Class<T> type, Object[] args) {
    return Arrays.stream(args).filter(type::isInstance).map(type::cast).toList();
  }
}
