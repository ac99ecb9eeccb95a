package stablegan.internal.identity;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import stablegan.data.ImageSet;
import stablegan.internal.files.Hashes;

/**
 * The values that a part was made with, as far as reflection shows them: numbers, text, enums and
 * images in its fields, in what its lambdas have captured, and in parts inside it; and the class
 * file of a class with a name. The text is the same in every process: names that a compiler or the
 * virtual machine makes up, and identity hash codes, are not in it.
 */
final class Captured {

  private static final int DEPTH = 5;
  private static final int ELEMENTS = 256;
  private static final int OBJECTS = 2048;
  private static final int HASH_LENGTH = 16;
  private static final List<String> FOREIGN = List.of("java.", "javax.", "jdk.", "sun.", "ai.djl.");

  private final boolean mutable;
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private boolean own;

  private Captured(boolean mutable) {
    this.mutable = mutable;
  }

  /** All values; empty if there are none. */
  static String all(Object part) {
    return new Captured(true).text(part, DEPTH);
  }

  /** Those of fields that can't change, without lists and arrays, whose elements can. */
  static String constant(Object part) {
    return new Captured(false).text(part, DEPTH);
  }

  /** Whether a class that doesn't come with this library is in it. */
  static boolean isOwn(Object part) {
    Captured captured = new Captured(true);
    captured.text(part, DEPTH);
    return captured.own;
  }

  private static boolean isOurs(Class<?> type) {
    return type.getName().startsWith("stablegan.") && source(type).equals(source(Captured.class));
  }

  private static Optional<Object> source(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    return Optional.ofNullable(source).map(CodeSource::getLocation).map(Object::toString);
  }

  private String text(Object value, int depth) {
    if (value == null
        || value instanceof Number
        || value instanceof Boolean
        || value instanceof Character
        || value instanceof String) {
      return String.valueOf(value);
    }
    if (value instanceof Enum<?> constant) {
      return constant.name();
    }
    if (value instanceof ImageSet images) {
      return images.contentHash();
    }
    if (depth == 0 || seen.size() >= OBJECTS || !seen.add(value)) {
      return "";
    }
    Optional<List<?>> elements = mutable ? elements(value) : Optional.empty();
    if (elements.isPresent()) {
      return elements(elements.get(), depth);
    }
    Class<?> type = value.getClass();
    return FOREIGN.stream().anyMatch(type.getName()::startsWith) ? "" : object(value, type, depth);
  }

  private static Optional<List<?>> elements(Object value) {
    if (value instanceof Optional<?> optional) {
      return Optional.of(optional.stream().toList());
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> sorted = new TreeMap<>();
      map.forEach((key, entry) -> sorted.put(String.valueOf(key), entry));
      return Optional.of(new ArrayList<>(sorted.values()));
    }
    if (value instanceof Collection<?> collection) {
      return Optional.of(new ArrayList<>(collection));
    }
    if (value.getClass().isArray()) {
      int length = Math.min(ELEMENTS, Array.getLength(value));
      List<Object> list = new ArrayList<>();
      for (int i = 0; i < length; i++) {
        list.add(Array.get(value, i));
      }
      return Optional.of(list);
    }
    return Optional.empty();
  }

  private String elements(List<?> elements, int depth) {
    List<String> texts = elements.stream().limit(ELEMENTS).map(e -> text(e, depth - 1)).toList();
    return texts.stream().allMatch(String::isEmpty) ? "" : texts.toString();
  }

  private String object(Object value, Class<?> type, int depth) {
    own |= !isOurs(type);
    boolean inside = isOurs(type) && !type.isRecord();
    List<String> texts = new ArrayList<>();
    for (Field field : fields(value, type)) {
      Object content = content(field, value);
      // of our own classes, the records alone have fields that tables and users know
      boolean told = !inside || isPart(content);
      String text = told ? text(content, depth - 1) : "";
      if (!text.isEmpty()) {
        texts.add(field.getName() + "=" + text);
      }
    }
    String name = inside ? "" : name(type);
    return texts.isEmpty() ? name : name + "{" + String.join(", ", texts) + "}";
  }

  private static boolean isPart(Object content) {
    return content != null
        && !(content instanceof ImageSet)
        && FOREIGN.stream().noneMatch(content.getClass().getName()::startsWith)
        && !content.getClass().isArray();
  }

  private static Object content(Field field, Object value) {
    try {
      return field.get(value);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("made accessible before", e);
    }
  }

  private List<Field> fields(Object value, Class<?> type) {
    List<Field> fields = new ArrayList<>();
    for (Class<?> c = type; c != null && !c.getName().startsWith("java."); c = c.getSuperclass()) {
      Arrays.stream(c.getDeclaredFields())
          .filter(field -> !Modifier.isStatic(field.getModifiers()))
          .filter(field -> !Modifier.isTransient(field.getModifiers()))
          .filter(field -> mutable || Modifier.isFinal(field.getModifiers()))
          .filter(field -> !field.getName().startsWith("this$"))
          .filter(Captured::open)
          .filter(field -> !isHost(content(field, value), type))
          .sorted(Comparator.comparing(Field::getName))
          .forEach(fields::add);
    }
    return fields;
  }

  private static boolean open(Field field) {
    try {
      field.setAccessible(true);
      return true;
    } catch (InaccessibleObjectException e) {
      return false;
    }
  }

  /** Whether a captured value is the object in whose methods a lambda was written. */
  private static boolean isHost(Object captured, Class<?> lambda) {
    for (Class<?> c = captured == null ? null : captured.getClass();
        c != null;
        c = c.getSuperclass()) {
      if (lambda.getName().startsWith(c.getName() + "$$Lambda")) {
        return true;
      }
    }
    return false;
  }

  private static String name(Class<?> type) {
    if (type.isHidden() || type.isSynthetic() || Proxy.isProxyClass(type)) {
      return "lambda";
    }
    if (type.isAnonymousClass()) {
      return "anonymous class";
    }
    boolean madeUp = isOurs(type) || type.isLocalClass() || type.getName().contains("$JShell$");
    return type.getSimpleName() + (madeUp ? "" : classFile(type));
  }

  private static String classFile(Class<?> type) {
    String file = type.getName().substring(type.getName().lastIndexOf('.') + 1) + ".class";
    try (InputStream in = type.getResourceAsStream(file)) {
      return in == null ? "" : " " + Hashes.of(in.readAllBytes()).substring(0, HASH_LENGTH);
    } catch (IOException e) {
      return "";
    }
  }
}
