package dev.recado.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.recado.startup.ConditionalOnRole;
import dev.recado.startup.Role;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Signs users in. */
@RestController
@RequestMapping("/auth")
@ConditionalOnRole(Role.WEB)
@SecurityRequirements
class AuthController {

  private final Users users;
  private final Tokens tokens;

  AuthController(Users users, Tokens tokens) {
    this.users = users;
    this.tokens = tokens;
  }

  /** What a sign-in takes. */
  record Login(@Nullable String username, @Nullable String password) {}

  /** What a refresh takes. */
  record Refresh(@JsonProperty("refresh_token") @Nullable String refreshToken) {}

  /** What both give, named as OAuth 2 names it. */
  record Answer(
      @JsonProperty("access_token") String accessToken,
      @JsonProperty("refresh_token") String refreshToken,
      @JsonProperty("token_type") String tokenType,
      @JsonProperty("expires_in") long expiresIn) {}

  @PostMapping("/login")
  Answer login(@RequestBody Login login) {
    String username = required(login.username(), "username");
    String password = required(login.password(), "password");
    if (!users.knows(username, password)) {
      throw Refusal.unauthorized("The user or the password is wrong.");
    }
    return users
        .passwordMark(username)
        .map(mark -> answer(username, mark))
        .orElseThrow(() -> Refusal.unauthorized("The user or the password is wrong."));
  }

  @PostMapping("/refresh")
  Answer refresh(@RequestBody Refresh refresh) {
    return tokens
        .readRefresh(required(refresh.refreshToken(), "refresh_token"))
        .filter(r -> users.passwordMark(r.username()).filter(r.passwordMark()::equals).isPresent())
        .map(r -> answer(r.username(), r.passwordMark()))
        .orElseThrow(() -> Refusal.unauthorized("The refresh token is not valid any more."));
  }

  private Answer answer(String username, String mark) {
    return new Answer(
        tokens.access(username),
        tokens.refresh(username, mark),
        "bearer",
        Tokens.ACCESS.toSeconds());
  }

  private static String required(@Nullable String value, String name) {
    if (value == null || value.isEmpty()) {
      throw Refusal.badRequest("The field '" + name + "' is missing.");
    }
    return value;
  }
}
