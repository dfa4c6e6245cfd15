package dev.recado.ground.process;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** Decides {@link ConditionalOnSender}. */
final class OnSender implements Condition {

  @Override
  public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
    Map<String, Object> attributes =
        Objects.requireNonNull(
            metadata.getAnnotationAttributes(ConditionalOnSender.class.getName()));
    Environment environment = context.getEnvironment();
    return Exposure.development(environment)
        || Boolean.TRUE.equals(attributes.get("expected")) && !Exposure.alone(environment)
        || Arrays.stream((String[]) attributes.get("value"))
            .anyMatch(setting -> StringUtils.hasText(environment.getProperty(setting)));
  }
}
