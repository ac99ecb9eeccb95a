package stablegan.internal.parcel;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.OutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An object as bytes for another process, by Java's serialization. Records travel as their
 * components, whether or not they are {@link Serializable}; a {@link Packable} as its recipe; the
 * rest as it says itself. Bytes are only to be unpacked that came from a process that is trusted.
 */
public final class Parcel {

  private Parcel() {}

  /**
   * Packs.
   *
   * @param what it is, for a refusal
   * @throws IllegalArgumentException if something in it can't travel; the message names it and says
   *     what to do
   */
  public static byte[] pack(String what, Object content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Packer packer = new Packer(bytes)) {
      packer.writeObject(content);
    } catch (NotSerializableException e) {
      throw new IllegalArgumentException(
          "%s can't be sent to another process: %s is not Serializable. Let it be a record, or a lambda of one of this library's interfaces, in a class that is in a jar"
              .formatted(what, e.getMessage()),
          e);
    } catch (ImmobileException e) {
      throw new IllegalArgumentException(
          "%s can't be sent to another process: %s".formatted(what, e.getMessage()), e);
    } catch (IOException e) {
      throw new UncheckedIOException("can't pack " + what + ": " + e, e);
    }
    return bytes.toByteArray();
  }

  /**
   * Unpacks.
   *
   * @throws IllegalStateException if a class of it isn't here, or is another one
   */
  public static <T> T unpack(byte[] parcel, Class<T> type) {
    try (Unpacker unpacker = new Unpacker(new ByteArrayInputStream(parcel))) {
      return type.cast(unpacker.readObject());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(
          "the class %s isn't on this process's class path: add the jar that it is in"
              .formatted(e.getMessage()),
          e);
    } catch (IOException e) {
      throw new IllegalStateException("can't unpack what was sent: " + e, e);
    }
  }

  /**
   * Executors have a thread's loader of their own, a notebook's kernel has one for its class path.
   */
  private static Class<?> found(String name) throws ClassNotFoundException {
    try {
      return Class.forName(name, false, Thread.currentThread().getContextClassLoader());
    } catch (ClassNotFoundException e) {
      return Class.forName(name, false, Parcel.class.getClassLoader());
    }
  }

  /** Written where no other process can read it. */
  private static final class ImmobileException extends IOException {

    private static final long serialVersionUID = 1;

    ImmobileException(String message) {
      super(message);
    }
  }

  private static final class Packer extends ObjectOutputStream {

    Packer(OutputStream out) throws IOException {
      super(out);
      enableReplaceObject(true);
    }

    @Override
    protected Object replaceObject(Object part) throws IOException {
      if (part instanceof Packable packable) {
        return new Made(packable.recipe());
      }
      if (part instanceof Path path) {
        return new Place(path.toAbsolutePath().toString());
      }
      if (part instanceof Optional<?> optional) {
        return new Maybe(optional.orElse(null));
      }
      if (part instanceof OptionalInt optional) {
        return new MaybeInt(optional.isPresent(), optional.orElse(0));
      }
      if (part instanceof SerializedLambda lambda) {
        requireMobile(lambda);
      }
      boolean own = part instanceof Own;
      return part instanceof Record record && !own ? Components.of(record) : part;
    }

    @Override
    protected void annotateClass(Class<?> type) throws IOException {
      requireMobile(type, type.getName());
    }

    private static void requireMobile(SerializedLambda lambda) throws IOException {
      String form = lambda.getFunctionalInterfaceClass().replaceFirst(".*/", "");
      String host = lambda.getCapturingClass().replace('/', '.');
      try {
        requireMobile(found(host), "the " + form + " lambda of " + host);
      } catch (ClassNotFoundException e) {
        throw immobile("the " + form + " lambda of " + host);
      }
    }

    /** Classes of a notebook's cells are in memory only. */
    private static void requireMobile(Class<?> type, String name) throws IOException {
      boolean platform =
          type.getClassLoader() == null
              || type.getClassLoader() == ClassLoader.getPlatformClassLoader();
      boolean ofCell = type.getName().contains("$JShell$");
      boolean ofFile = type.getProtectionDomain().getCodeSource() != null;
      if (!platform && (ofCell || !ofFile)) {
        throw immobile(name);
      }
    }

    private static ImmobileException immobile(String name) {
      return new ImmobileException(
          name
              + " was written in a notebook's cell, which no other process has. Put its class into"
              + " a jar that every process has, or use one of the library's own parts");
    }
  }

  private static final class Unpacker extends ObjectInputStream {

    Unpacker(InputStream in) throws IOException {
      super(in);
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass type)
        throws IOException, ClassNotFoundException {
      try {
        return found(type.getName());
      } catch (ClassNotFoundException e) {
        return super.resolveClass(type); // knows the primitive types
      }
    }
  }

  /** What stands for something on the way. */
  private interface Own extends Serializable {}

  private record Made(Recipe<?> recipe) implements Own {

    private Object readResolve() {
      return recipe.make();
    }
  }

  private record Place(String path) implements Own {

    private Object readResolve() {
      return Path.of(path);
    }
  }

  private record Maybe(Object content) implements Own {

    private Object readResolve() {
      return Optional.ofNullable(content);
    }
  }

  private record MaybeInt(boolean present, int number) implements Own {

    private Object readResolve() {
      return present ? OptionalInt.of(number) : OptionalInt.empty();
    }
  }

  /**
   * A record.
   *
   * @param values may be null
   */
  private record Components(Class<?> type, List<Object> values) implements Own {

    static Components of(Record made) throws IOException {
      List<Object> values = new ArrayList<>();
      for (RecordComponent component : made.getClass().getRecordComponents()) {
        values.add(value(made, component.getAccessor()));
      }
      return new Components(made.getClass(), values);
    }

    private static Object value(Record made, Method accessor) throws IOException {
      try {
        accessor.setAccessible(true);
        return accessor.invoke(made);
      } catch (ReflectiveOperationException e) {
        throw new IOException("can't read " + accessor, e);
      }
    }

    private Object readResolve() {
      Class<?>[] types =
          Arrays.stream(type.getRecordComponents())
              .map(RecordComponent::getType)
              .toArray(Class<?>[]::new);
      try {
        Constructor<?> constructor = type.getDeclaredConstructor(types);
        constructor.setAccessible(true);
        return constructor.newInstance(values.toArray());
      } catch (InvocationTargetException e) {
        throw new IllegalStateException(
            "can't make %s anew: %s".formatted(type.getName(), e.getCause()), e);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("can't make " + type.getName() + " anew", e);
      }
    }
  }
}
