package dev.recado.api.security;

import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Role;
import dev.recado.ground.web.Page;
import dev.recado.ground.web.Refusal;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Lists and ends the sessions of users. */
@RestController
@ConditionalOnRole(Role.WEB)
@Tag(name = "sessions")
class SessionController {

  private final Sessions sessions;

  SessionController(Sessions sessions) {
    this.sessions = sessions;
  }

  /** A session. The current one belongs to the token of the request. */
  record SessionView(
      UUID id,
      String username,
      boolean current,
      Instant createdAt,
      Instant usedAt,
      Instant expiresAt,
      String address,
      String userAgent) {

    private static SessionView of(Sessions.Row row, UUID current) {
      return new SessionView(
          row.id(),
          row.username(),
          row.id().equals(current),
          row.createdAt(),
          row.usedAt(),
          row.expiresAt(),
          row.address(),
          row.userAgent());
    }
  }

  @PostMapping("/auth/logout")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Ends the session of the request's token, and both its tokens")
  void logout(@AuthenticationPrincipal Jwt token) {
    sessions.end(Tokens.session(token), token.getSubject(), token.getSubject());
  }

  @GetMapping("/api/sessions")
  @Operation(summary = "Lists the sessions, the last used first; admin sees those of all users")
  Page<SessionView> list(@AuthenticationPrincipal Jwt token) {
    UUID current = Tokens.session(token);
    return new Page<>(
        sessions.list(whose(token)).stream().map(row -> SessionView.of(row, current)).toList(),
        null);
  }

  @DeleteMapping("/api/sessions/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Ends a session and both its tokens")
  void end(@PathVariable UUID id, @AuthenticationPrincipal Jwt token) {
    if (!sessions.end(id, whose(token), token.getSubject())) {
      throw Refusal.notFound("session");
    }
  }

  @DeleteMapping("/api/sessions")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Ends all own sessions, the current one included")
  void endAll(@AuthenticationPrincipal Jwt token) {
    sessions.endAll(token.getSubject());
  }

  private static @Nullable String whose(Jwt token) {
    return token.getSubject().equals(FirstUser.NAME) ? null : token.getSubject();
  }
}
