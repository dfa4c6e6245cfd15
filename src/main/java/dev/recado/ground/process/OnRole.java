package dev.recado.ground.process;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Reads {@code recado.roles} for {@link ConditionalOnRole}. */
class OnRole implements Condition {

  @Override
  public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
    var attributes = metadata.getAnnotationAttributes(ConditionalOnRole.class.getName());
    if (attributes == null) {
      return true;
    }
    Set<Role> roles = roles(context.getEnvironment());
    return Arrays.stream((Role[]) attributes.get("value")).anyMatch(roles::contains);
  }

  private static Set<Role> roles(Environment environment) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    String[] names =
        environment.getProperty(
            "recado.roles", String[].class, new String[] {"ingress", "intake", "dispatch", "web"});
    for (String name : names) {
      roles.add(role(name.strip()));
    }
    return roles;
  }

  private static Role role(String name) {
    try {
      return Role.valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException unknown) {
      throw new StartupProblem(
          "RECADO_ROLES names the role '" + name + "', which does not exist.",
          "Use a comma list of ingress, intake, dispatch, web.",
          unknown);
    }
  }
}
