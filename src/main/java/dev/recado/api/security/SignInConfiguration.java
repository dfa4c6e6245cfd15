package dev.recado.api.security;

import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Role;
import dev.recado.ground.process.SecretKey;
import dev.recado.ground.process.Terminal;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HexFormat;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** Creates the beans for signing in. */
@Configuration(proxyBeanMethods = false)
class SignInConfiguration {

  @Bean
  @ConditionalOnRole(Role.WEB)
  Users users(JdbcClient jdbc) {
    return new Users(jdbc, new BCryptPasswordEncoder());
  }

  @Bean
  @ConditionalOnRole(Role.WEB)
  SignIn signIn(
      Users users,
      Sessions sessions,
      SecurityLog log,
      JdbcClient jdbc,
      Clock clock,
      Environment environment) {
    String key = HexFormat.of().formatHex(SecretKey.derive(environment, "recado/sign-in/v1"));
    return new SignIn(users, sessions, new LockOuts(jdbc, clock, key), log);
  }

  @Bean
  @ConditionalOnRole(Role.WEB)
  FirstUser firstUser(
      Users users,
      @Value("${recado.admin-password:}") String configured,
      @Value("${recado.data}") Path data) {
    return new FirstUser(
        users, configured, data, new FirstUser.Told(System.out, Terminal.isThere()));
  }
}
