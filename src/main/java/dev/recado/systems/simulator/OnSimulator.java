package dev.recado.systems.simulator;

import dev.recado.ground.process.Exposure;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** True if no real provider of WhatsApp is configured. */
class OnSimulator implements Condition {

  @Override
  public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
    return !Exposure.whatsApp(context.getEnvironment());
  }
}
