package dev.recado.spine.camel;

import dev.recado.ground.breaker.SharedBreakers;
import dev.recado.spine.foreign.ForeignDatabases;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.apache.camel.spi.BeanRepository;
import org.apache.camel.spring.spi.ApplicationContextBeanRepository;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationContext;

/**
 * Spring's beans as routes see them: the beans of a list, and those that Camel itself looks up by
 * type.
 */
final class ListedBeans implements BeanRepository {

  private final BeanRepository all;
  private final Set<String> names;
  private final FlowJson json = new FlowJson();
  private final ObjectProvider<SharedBreakers> breakers;
  private final ObjectProvider<ForeignDatabases> databases;

  ListedBeans(ApplicationContext spring, Set<String> more) {
    this.breakers = spring.getBeanProvider(SharedBreakers.class);
    this.databases = spring.getBeanProvider(ForeignDatabases.class);
    this.all = new ApplicationContextBeanRepository(spring);
    this.names = new TreeSet<>(FlowRights.beans());
    names.addAll(more);
  }

  @Override
  public @Nullable Object lookupByName(String name) {
    if (name.equals(FlowRights.JSON)) {
      return json;
    }
    return names.contains(name) ? guarded(all.lookupByName(name)) : null;
  }

  @Override
  public <T> @Nullable T lookupByNameAndType(String name, Class<T> type) {
    Object bean = type == CircuitBreaker.class ? breaker(name) : null;
    if (type == DataSource.class && !name.equals(FlowRights.DATABASE)) {
      // Such a name may be that of a bean, too: an Odoo has a client here, and a database.
      bean = foreign(name);
    }
    bean = bean == null ? lookupByName(name) : bean;
    return type.isInstance(bean) ? type.cast(bean) : null;
  }

  private @Nullable Object foreign(String name) {
    ForeignDatabases all = databases.getIfAvailable();
    return all == null ? null : guarded(all.named(name));
  }

  /** A breaker may have any name. Routes that use the same name share one breaker. */
  private @Nullable CircuitBreaker breaker(String name) {
    SharedBreakers shared = breakers.getIfAvailable();
    return shared == null ? null : shared.named(name);
  }

  @Override
  public <T> Map<String, T> findByTypeWithName(Class<T> type) {
    Map<String, T> found = new LinkedHashMap<>();
    all.findByTypeWithName(type)
        .forEach(
            (name, bean) -> {
              Object given = ofCamel(type) ? bean : lookupByName(name);
              if (type.isInstance(given)) {
                found.put(name, type.cast(given));
              }
            });
    return found;
  }

  @Override
  public <T> Set<T> findByType(Class<T> type) {
    return new java.util.LinkedHashSet<>(findByTypeWithName(type).values());
  }

  /**
   * Whether a type belongs to Camel. Spring's settings for Camel's components reach a context
   * through such beans.
   */
  private static boolean ofCamel(Class<?> type) {
    return type.getName().startsWith("org.apache.camel.spi.");
  }

  private static @Nullable Object guarded(@Nullable Object bean) {
    return bean instanceof DataSource database ? new FlowDatabase(database) : bean;
  }
}
