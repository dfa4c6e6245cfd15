package dev.recado.api.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springdoc.core.properties.SwaggerUiConfigProperties;
import org.springdoc.core.properties.SwaggerUiOAuthProperties;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springdoc.webmvc.ui.SwaggerIndexPageTransformer;
import org.springdoc.webmvc.ui.SwaggerWelcomeCommon;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.web.servlet.resource.ResourceTransformerChain;
import org.springframework.web.servlet.resource.TransformedResource;

/** Lets Swagger UI sign in before it asks for the API's description, which needs a token. */
final class SwaggerSignIn extends SwaggerIndexPageTransformer {

  private static final String START = "SwaggerUIBundle({";
  private static final String WITH_TOKEN =
      START + " requestInterceptor: addToken, responseInterceptor: dropRefusedToken,";

  SwaggerSignIn(
      SwaggerUiConfigProperties properties,
      SwaggerUiOAuthProperties oauth,
      SwaggerWelcomeCommon welcome,
      ObjectMapperProvider json) {
    super(properties, oauth, welcome, json);
  }

  @Override
  public Resource transform(
      HttpServletRequest request, Resource resource, ResourceTransformerChain chain)
      throws IOException {
    Resource page = super.transform(request, resource, chain);
    if (!"swagger-initializer.js".equals(resource.getFilename())) {
      return page;
    }
    String script = page.getContentAsString(StandardCharsets.UTF_8).replace(START, WITH_TOKEN);
    String signIn =
        new ClassPathResource("swagger/sign-in.js").getContentAsString(StandardCharsets.UTF_8);
    return new TransformedResource(resource, (script + signIn).getBytes(StandardCharsets.UTF_8));
  }
}
