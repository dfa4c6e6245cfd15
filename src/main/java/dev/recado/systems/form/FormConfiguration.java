package dev.recado.systems.form;

import dev.recado.chat.intent.Business;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the forms. Their webhook is declared in {@code routes/sources/form.yaml}. */
@Configuration(proxyBeanMethods = false)
class FormConfiguration {

  /** Named by the Kamelet {@code form-fields-action}. */
  @Bean("formFields")
  FormFields formFields(Business business) {
    return new FormFields(business::areaIn);
  }
}
