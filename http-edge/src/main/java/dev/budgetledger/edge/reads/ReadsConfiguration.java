package dev.budgetledger.edge.reads;

import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Future;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerExceptionResolver;

import dev.budgetledger.edge.access.AccessConfiguration;
import dev.budgetledger.edge.access.AccessTable;
import dev.budgetledger.edge.access.ServiceAccess;

/** Has reads recorded, of a service that says by a {@link ReadTopic} where. Without one, what has to be recorded is not answered. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReadSettings.class)
public class ReadsConfiguration {

    private static final ReadTopic NOWHERE = new ReadTopic() {
        @Override
        public String service() {
            return "none";
        }

        @Override
        public Future<?> send(Map<String, String> headers, byte[] value) {
            throw new IllegalStateException("nothing says where reads are recorded");
        }
    };

    @Bean
    ReadRecorder readRecorder(ObjectProvider<ReadTopic> topic, ReadSettings settings) {
        return new ReadRecorder(topic.getIfAvailable(() -> NOWHERE), settings, System::nanoTime);
    }

    @Bean
    FilterRegistrationBean<ReadFilter> readFilter(ReadRecorder recorder, ReadSettings settings, ServiceAccess access, AccessTable table,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver faults) {
        FilterRegistrationBean<ReadFilter> filter =
                new FilterRegistrationBean<>(new ReadFilter(table, recorder, faults, InstantSource.system()));
        filter.setEnabled(settings.recorded() == null ? !access.isOpen() : settings.recorded());
        filter.addUrlPatterns("/*");
        filter.setOrder(AccessConfiguration.ORDER - 1);
        return filter;
    }

    @Bean
    MeterBinder readMeters(ReadRecorder recorder) {
        return registry -> {
            FunctionCounter.builder(recorder.service() + ".reads.recorded", recorder, ReadRecorder::recorded)
                    .description("reads whose record Kafka has")
                    .register(registry);
            FunctionCounter.builder(recorder.service() + ".reads.not.recorded", recorder, ReadRecorder::notRecorded)
                    .description("reads that were refused, or answered without, because Kafka did not take their record")
                    .register(registry);
        };
    }
}
