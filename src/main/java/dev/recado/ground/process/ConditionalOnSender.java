package dev.recado.ground.process;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Conditional;

/**
 * Creates a bean only if a sender of webhooks is in use: one of its settings is present, or the hub
 * is for development.
 *
 * <p>So a hub needs no secret for a sender that it does not use.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Conditional(OnSender.class)
public @interface ConditionalOnSender {

  /**
   * Names the settings of the sender.
   *
   * @return its settings; one that is present is enough
   */
  String[] value();

  /**
   * Says whether the sender counts as in use as soon as others can reach the hub, or the hub
   * reaches others. A missing secret then stops the start.
   *
   * @return false if a hub is not expected to use the sender
   */
  boolean expected() default false;
}
