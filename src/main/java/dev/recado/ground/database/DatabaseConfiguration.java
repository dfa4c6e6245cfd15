package dev.recado.ground.database;

import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts {@link StorableParameters} in front of the hub's data source. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

  @Bean
  static BeanPostProcessor storableParameters() {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataSource source ? StorableParameters.of(source) : bean;
      }
    };
  }
}
