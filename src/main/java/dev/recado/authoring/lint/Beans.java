package dev.recado.authoring.lint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.core.type.MethodMetadata;
import org.springframework.core.type.classreading.CachingMetadataReaderFactory;
import org.springframework.core.type.classreading.MetadataReaderFactory;

/**
 * The beans that the hub's configurations declare. They are read from the classes without running
 * them.
 */
final class Beans {

  /** Beans that Spring Boot and Camel add and that flows may name. */
  private static final Set<String> FOREIGN =
      Set.of(
          "camelContext",
          "dataSource",
          "jacksonObjectMapper",
          "jdbcTemplate",
          "namedParameterJdbcTemplate",
          "transactionManager",
          "environment");

  private final Map<String, String> types = new TreeMap<>();

  Beans() {
    try {
      MetadataReaderFactory reader = new CachingMetadataReaderFactory();
      for (Resource file :
          new PathMatchingResourcePatternResolver()
              .getResources("classpath*:dev/recado/**/*.class")) {
        String name = String.valueOf(file.getFilename());
        if (name.endsWith("Configuration.class") || name.endsWith("Application.class")) {
          declared(reader.getMetadataReader(file).getAnnotationMetadata());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void declared(AnnotationMetadata configuration) {
    for (MethodMetadata method : configuration.getAnnotatedMethods(Bean.class.getName())) {
      Map<String, Object> attributes = method.getAnnotationAttributes(Bean.class.getName());
      Object names = attributes == null ? null : attributes.get("name");
      String name =
          names instanceof String[] given && given.length > 0
              ? String.valueOf(given[0])
              : method.getMethodName();
      types.put(name, method.getReturnTypeName());
    }
  }

  /** The names of the hub's own beans and of those of Spring and Camel. */
  Set<String> all() {
    Set<String> all = new TreeSet<>(types.keySet());
    all.addAll(FOREIGN);
    return all;
  }

  boolean knows(String name) {
    return types.containsKey(name) || FOREIGN.contains(name);
  }

  /**
   * The last part of the bean's package, such as {@code outbox}; empty for a bean that is not the
   * hub's.
   */
  String room(String name) {
    String type = types.getOrDefault(name, "");
    return type.startsWith("dev.recado.")
        ? type.replaceAll("\\.[A-Z].*", "").replaceAll(".*\\.", "")
        : "";
  }

  /** The public methods of a bean, or empty if its type is unknown. */
  Optional<Set<String>> methods(String name) {
    String type = types.get(name);
    if (type == null) {
      return Optional.empty();
    }
    try {
      Class<?> found = Class.forName(type, false, Beans.class.getClassLoader());
      Set<String> methods = new TreeSet<>();
      for (Method method : found.getMethods()) {
        if (method.getDeclaringClass() != Object.class) {
          methods.add(method.getName());
        }
      }
      return Optional.of(methods);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("The bean " + name + " has a type that is not there", e);
    }
  }
}
