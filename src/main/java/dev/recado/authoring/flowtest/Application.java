package dev.recado.authoring.flowtest;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.type.classreading.CachingMetadataReaderFactory;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.util.ClassUtils;

/** Finds the Spring Boot application class of the hub. */
final class Application {

  private Application() {}

  /**
   * Searches for the class instead of naming it, because a package must not know the packages above
   * it.
   */
  static Class<?> find() {
    String wing = ClassUtils.getPackageName(Application.class.getPackageName());
    String root = ClassUtils.getPackageName(wing);
    String pattern = "classpath*:" + ClassUtils.convertClassNameToResourcePath(root) + "/*.class";
    CachingMetadataReaderFactory readers = new CachingMetadataReaderFactory();
    try {
      for (Resource file : new PathMatchingResourcePatternResolver().getResources(pattern)) {
        MetadataReader reader = readers.getMetadataReader(file);
        if (reader.getAnnotationMetadata().hasAnnotation(SpringBootApplication.class.getName())) {
          return ClassUtils.resolveClassName(reader.getClassMetadata().getClassName(), null);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the hub's own classes", e);
    }
    throw new IllegalStateException("There is no Spring Boot application in " + root);
  }
}
