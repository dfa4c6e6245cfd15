package dev.recado.systems.kommo;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** True if a Kommo is configured, as {@link KommoSettings#configured} says. */
class OnKommo implements Condition {

  @Override
  public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
    Environment environment = context.getEnvironment();
    return StringUtils.hasText(environment.getProperty("recado.kommo.url"))
        || StringUtils.hasText(environment.getProperty("recado.kommo.client-id"));
  }
}
