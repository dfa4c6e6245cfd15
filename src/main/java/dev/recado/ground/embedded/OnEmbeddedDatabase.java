package dev.recado.ground.embedded;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** Holds where the hub brings its own PostgreSQL, because no other one is configured. */
public final class OnEmbeddedDatabase implements Condition {

  @Override
  public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
    return !StringUtils.hasText(
        context.getEnvironment().getProperty(EmbeddedInitializer.DATASOURCE));
  }
}
