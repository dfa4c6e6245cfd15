package dev.recado.api.security;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Role;
import dev.recado.ground.web.Refusal;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.WebUtils;

/** Signs users in. */
@RestController
@RequestMapping("/auth")
@ConditionalOnRole(Role.WEB)
@SecurityRequirements
class AuthController {

  /** The cookie only shows that its user has signed in on this device before (ADR 0020). */
  private static final String DEVICE = "recado-device";

  private final SignIn signIn;
  private final Sessions sessions;
  private final Tokens tokens;

  AuthController(SignIn signIn, Sessions sessions, Tokens tokens) {
    this.signIn = signIn;
    this.sessions = sessions;
    this.tokens = tokens;
  }

  /** The body of a sign-in. */
  record Login(@Nullable String username, @Nullable String password) {}

  /** The body of a refresh. */
  record Refresh(@JsonProperty("refresh_token") @Nullable String refreshToken) {}

  /** The answer to both, with the names of OAuth 2. */
  record Answer(
      @JsonProperty("access_token") String accessToken,
      @JsonProperty("refresh_token") String refreshToken,
      @JsonProperty("token_type") String tokenType,
      @JsonProperty("expires_in") long expiresIn) {}

  @PostMapping("/login")
  @Operation(summary = "Signs in and returns the tokens of a session")
  ResponseEntity<Answer> login(@RequestBody Login login, HttpServletRequest request) {
    String username = required(login.username(), "username");
    String password = required(login.password(), "password");
    Caller caller = Caller.of(request);
    UUID device = device(request, username);
    String mark =
        signIn
            .check(username, password, caller, device == null ? null : device.toString())
            .orElseThrow(() -> Refusal.unauthorized("The user or the password is wrong."));
    ResponseCookie cookie =
        ResponseCookie.from(
                DEVICE, tokens.device(username, device == null ? UUID.randomUUID() : device))
            .path("/auth")
            .httpOnly(true)
            .sameSite("Strict")
            .secure(request.isSecure())
            .maxAge(Tokens.DEVICE)
            .build();
    return ResponseEntity.ok()
        .header(HttpHeaders.SET_COOKIE, cookie.toString())
        .body(answer(sessions.open(username, mark, caller)));
  }

  private @Nullable UUID device(HttpServletRequest request, String username) {
    Cookie cookie = WebUtils.getCookie(request, DEVICE);
    return cookie == null ? null : tokens.readDevice(cookie.getValue(), username).orElse(null);
  }

  @PostMapping("/refresh")
  @Operation(summary = "Returns two new tokens for a refresh token, which is good once")
  Answer refresh(@RequestBody Refresh refresh, HttpServletRequest request) {
    return tokens
        .readRefresh(required(refresh.refreshToken(), "refresh_token"))
        .flatMap(token -> sessions.renew(token, Caller.of(request)))
        .map(this::answer)
        .orElseThrow(() -> Refusal.unauthorized("The refresh token is not valid any more."));
  }

  private Answer answer(Sessions.Ticket ticket) {
    return new Answer(
        tokens.access(ticket), tokens.refresh(ticket), "bearer", Tokens.ACCESS.toSeconds());
  }

  private static String required(@Nullable String value, String name) {
    if (value == null || value.isEmpty()) {
      throw Refusal.badRequest("The field '" + name + "' is missing.");
    }
    return value;
  }
}
