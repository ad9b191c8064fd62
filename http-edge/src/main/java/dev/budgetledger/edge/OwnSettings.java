package dev.budgetledger.edge;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import dev.budgetledger.edge.problems.StartRefusedException;

/**
 * Before anything starts: a setting of the service's own that there is not is refused, wherever it is given. Ignored, it would be
 * believed to be in force.
 */
public final class OwnSettings implements BeanFactoryPostProcessor {

    /** What Kubernetes tells a container of services that are called as our settings begin. */
    private static final Pattern SERVICE_LINK =
            Pattern.compile(".*\\.(service\\.(host|port.*)|port(\\.[0-9]+\\.(tcp|udp|sctp).*)?)");

    private final Environment environment;
    private final String prefix;
    private final Map<String, Boolean> known = new HashMap<>();
    private final Map<String, String> former;

    /**
     * Settings below a prefix: those of the records that are bound, and some others.
     *
     * @param prefix {@code ledger} or {@code projection}
     * @param others names that no record has; those that end in {@code .*} with all below
     * @param former names that there were, or with {@code .*} groups of them, and what they are called now
     */
    public OwnSettings(Environment environment, String prefix, Collection<String> others, Map<String, String> former) {
        this.environment = environment;
        this.prefix = prefix;
        this.former = Map.copyOf(former);
        others.forEach(each -> known.put(each.replace(".*", ""), each.endsWith(".*")));
    }

    /** @throws StartRefusedException naming the first that there is not */
    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        for (String bean : beans.getBeanNamesForAnnotation(ConfigurationProperties.class)) {
            Class<?> type = beans.getType(bean, false);
            if (type != null && type.isRecord()) { // else it is on a method that makes what is somebody else's
                learn(type.getAnnotation(ConfigurationProperties.class).value(), type.getRecordComponents());
            }
        }
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source instanceof IterableConfigurationPropertySource names) {
                boolean variables = source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource;
                names.stream()
                        .filter(name -> name.getNumberOfElements() > 1 && name.getElement(0, ConfigurationPropertyName.Form.UNIFORM).equals(prefix))
                        .filter(name -> variables ? isMeant(name) && !isKnownVariable(name) : !isKnown(name))
                        .sorted()
                        .findFirst()
                        .ifPresent(name -> refuse(name, source));
            }
        }
    }

    private void learn(String group, RecordComponent[] settings) {
        for (RecordComponent each : settings) {
            known.put(group + "." + each.getName(),
                    Map.class.isAssignableFrom(each.getType()) || Collection.class.isAssignableFrom(each.getType()));
        }
    }

    private boolean isKnown(ConfigurationPropertyName name) {
        String given = plain(name.toString());
        return known.entrySet().stream().anyMatch(each -> given.equals(plain(each.getKey()))
                || (each.getValue() && given.startsWith(plain(each.getKey()) + ".")));
    }

    /** A variable shows neither where a word ends nor where a group does. */
    private boolean isKnownVariable(ConfigurationPropertyName name) {
        String given = plain(name.toString()).replace(".", "");
        return known.entrySet().stream().anyMatch(each -> {
            String setting = plain(each.getKey()).replace(".", "");
            return given.equals(setting) || (each.getValue() && given.startsWith(setting));
        });
    }

    /** Of variables only what is below a group that there is, or was: LEDGER_HOME is somebody else's. */
    private boolean isMeant(ConfigurationPropertyName name) {
        String group = prefix + "." + name.getElement(1, ConfigurationPropertyName.Form.UNIFORM) + ".";
        return !SERVICE_LINK.matcher(plain(name.toString())).matches()
                && (known.keySet().stream().anyMatch(each -> each.startsWith(group))
                        || former.keySet().stream().anyMatch(each -> each.startsWith(group)));
    }

    private void refuse(ConfigurationPropertyName name, ConfigurationPropertySource source) {
        String given = plain(name.toString()).replace(".", "");
        String told = former.entrySet().stream()
                .filter(each -> each.getKey().endsWith(".*")
                        ? given.startsWith(plain(each.getKey().replace(".*", "")).replace(".", ""))
                        : given.equals(plain(each.getKey()).replace(".", "")))
                .map(each -> each.getKey() + " is called " + each.getValue() + " now")
                .findFirst()
                .orElse("there is no such setting");
        throw new StartRefusedException(name + ": " + told + " (it is given by "
                + Objects.requireNonNull(source.getConfigurationProperty(name)).getOrigin() + ")", "See docs/reference/configuration.md");
    }

    /** However a name is written: {@code readWait}, {@code read-wait}; list items as what is below. */
    private static String plain(String name) {
        return name.replaceAll("[-_\\]]", "").replace('[', '.').toLowerCase(Locale.ROOT);
    }
}
