package dev.recado.api.security;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.ground.process.Exposure;
import dev.recado.ground.process.SecretKey;
import dev.recado.ground.web.Callers;
import dev.recado.ground.web.ProblemAnswer;
import dev.recado.spine.ingress.RateLimit;
import dev.recado.spine.ingress.WebhookSource;
import dev.recado.spine.ingress.WebhookSources;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.security.web.header.writers.CompositeHeaderWriter;
import org.springframework.security.web.header.writers.HstsHeaderWriter;
import org.springframework.web.filter.UrlHandlerFilter;

/** Decides which callers may use which paths. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

  private static final String PAGES =
      "default-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self';"
          + " frame-ancestors 'none'";

  /** Swagger UI needs inline icons and inline styles. */
  private static final String SWAGGER =
      PAGES + "; img-src 'self' data:; style-src 'self' 'unsafe-inline'";

  @Bean
  Tokens tokens(Environment environment, Clock clock) {
    return new Tokens(SecretKey.derive(environment, "recado/jwt/v1"), clock);
  }

  @Bean
  SecurityLog securityLog() {
    return new SecurityLog();
  }

  @Bean
  Sessions sessions(JdbcClient jdbc, Clock clock, SecurityLog log) {
    return new Sessions(jdbc, clock, log);
  }

  /** A long answer outlives its token, and not the session. */
  @Bean
  Callers callers(Sessions sessions) {
    return caller ->
        !(caller instanceof JwtAuthenticationToken one)
            || sessions.alive(Tokens.session(one.getToken()));
  }

  @Bean
  JwtDecoder jwtDecoder(Tokens tokens, Sessions sessions) {
    return tokens.accessDecoder(sessions::alive);
  }

  @Bean
  Strangers strangers(RateLimit limit, OpenPaths paths) {
    return new Strangers(limit, paths);
  }

  @Bean
  OpenPaths openPaths(Environment environment) {
    return new OpenPaths(Exposure.loopback(environment));
  }

  @Bean
  ProblemAnswer problemAnswer(ObjectMapper json) {
    return new ProblemAnswer(json);
  }

  /** The first filter after the one that finds the caller's address. */
  @Bean
  FilterRegistrationBean<PathFirewall> pathFirewall(ProblemAnswer problems) {
    return first(new PathFirewall(new StrictHttpFirewall(), problems), 1);
  }

  /** Answers what the firewall finds only later, in a header or a parameter. */
  @Bean
  RequestRejectedHandler requestRejected(ProblemAnswer problems) {
    return (request, response, e) ->
        problems.write(response, HttpStatus.BAD_REQUEST, "A part of the request is not allowed.");
  }

  private static boolean takes(WebhookSource source, String path, String origin) {
    return path.startsWith("/webhooks/" + source.name() + "/") && source.allowsOrigin(origin);
  }

  /** If this machine is trusted, no page in its browser may abuse that. */
  @Bean
  FilterRegistrationBean<SameMachine> sameMachine(
      Environment environment, ProblemAnswer problems, WebhookSources sources) {
    boolean development = Exposure.development(environment);
    Set<String> unproved =
        sources.all().stream()
            .filter(WebhookSource::unproved)
            .map(WebhookSource::name)
            .collect(Collectors.toSet());
    FilterRegistrationBean<SameMachine> registration =
        first(
            new SameMachine(
                development,
                unproved,
                problems,
                (path, origin) ->
                    sources.all().stream().anyMatch(source -> takes(source, path, origin))),
            2);
    registration.setEnabled(Exposure.loopback(environment));
    return registration;
  }

  /** Removes a slash at the end of a path before other filters read the path. */
  @Bean
  FilterRegistrationBean<UrlHandlerFilter> trailingSlashes() {
    return first(UrlHandlerFilter.trailingSlashHandler("/**").wrapRequest().build(), 4);
  }

  private static <T extends Filter> FilterRegistrationBean<T> first(T filter, int place) {
    FilterRegistrationBean<T> registration = new FilterRegistrationBean<>(filter);
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE + place);
    registration.setDispatcherTypes(DispatcherType.REQUEST);
    return registration;
  }

  /** Behind a trusted proxy, the caller's address is the one that the proxy names. */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> proxies(
      @Value("${recado.trusted-proxies:}") String proxies) {
    TrustedProxies valve = new TrustedProxies(proxies);
    return factory -> factory.addEngineValves(valve);
  }

  /** Webhooks pass no security filters. Their answers get the same headers as all others. */
  @Bean
  HeaderWriter webhookHeaders() {
    return new CompositeHeaderWriter(List.of(SecurityHeaders.fixed(PAGES), new HstsHeaderWriter()));
  }

  @Bean
  SecurityFilterChain api(
      HttpSecurity http, Strangers strangers, OpenPaths paths, ProblemAnswer problems)
      throws Exception {
    return http.sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .csrf(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .headers(
            headers ->
                headers
                    .defaultsDisabled()
                    .addHeaderWriter(SecurityHeaders.of(PAGES, SWAGGER))
                    .httpStrictTransportSecurity(hsts -> {})
                    .cacheControl(cache -> {}))
        .authorizeHttpRequests(
            requests ->
                requests
                    .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                    .permitAll()
                    .requestMatchers(paths::open)
                    .permitAll()
                    .anyRequest()
                    .authenticated())
        .oauth2ResourceServer(
            server ->
                server
                    .jwt(jwt -> {})
                    .bearerTokenResolver(tokenUnlessOpen(paths))
                    .authenticationEntryPoint(badToken(strangers, problems)))
        .exceptionHandling(
            e ->
                e.authenticationEntryPoint(noToken(strangers, problems))
                    .accessDeniedHandler(denied(problems)))
        .build();
  }

  /** An expired token must not prevent a new sign-in. */
  private static BearerTokenResolver tokenUnlessOpen(OpenPaths paths) {
    DefaultBearerTokenResolver header = new DefaultBearerTokenResolver();
    return request -> ignoresToken(paths, request) ? null : header.resolve(request);
  }

  /** Health shows more to callers with a token. */
  private static boolean ignoresToken(OpenPaths paths, HttpServletRequest request) {
    return paths.open(request) && !request.getRequestURI().startsWith("/actuator/");
  }

  private static AuthenticationEntryPoint noToken(Strangers strangers, ProblemAnswer problems) {
    return refusal(strangers, problems, "Bearer", "This needs a token; see /auth/login.");
  }

  private static AuthenticationEntryPoint badToken(Strangers strangers, ProblemAnswer problems) {
    return refusal(
        strangers,
        problems,
        "Bearer error=\"invalid_token\"",
        "The token is wrong or has expired, or its session is over.");
  }

  private static AuthenticationEntryPoint refusal(
      Strangers strangers, ProblemAnswer problems, String challenge, String detail) {
    return (request, response, e) -> {
      OptionalLong wait = strangers.tooMany(request);
      if (wait.isPresent()) {
        response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(wait.getAsLong()));
        problems.write(response, HttpStatus.TOO_MANY_REQUESTS, Strangers.TOO_MANY);
      } else {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, challenge);
        problems.write(response, HttpStatus.UNAUTHORIZED, detail);
      }
    };
  }

  private static AccessDeniedHandler denied(ProblemAnswer problems) {
    return (request, response, e) ->
        problems.write(response, HttpStatus.FORBIDDEN, "This user may not do that.");
  }
}
