package dev.recado.ground.process;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Conditional;

/**
 * Makes a bean only where a sender of webhooks is in use: one of its settings is there, or the hub
 * is for development.
 *
 * <p>So nobody needs a secret for a sender he has not got.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Conditional(OnSender.class)
public @interface ConditionalOnSender {

  /**
   * Names its settings.
   *
   * @return any of which is enough
   */
  String[] value();

  /**
   * Says whether it counts as in use wherever others can reach the hub, or the hub others: then a
   * missing secret stops the start.
   *
   * @return false where nobody is expected to use it
   */
  boolean expected() default false;
}
