package dev.budgetledger.edge;

import org.apache.catalina.core.StandardHost;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

import dev.budgetledger.edge.RequestValve.AllowedHosts;

/** Puts the edge before a service. */
public final class Edge implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    /** More than a head has room for. Beyond Tomcat's own bounds it fails to say which there are. */
    private static final int LANGUAGES_AND_COOKIES_MAX = 100_000;

    private final EdgeSettings settings;

    public Edge(EdgeSettings settings) {
        this.settings = settings;
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.setProtocol(EdgeProtocol.class.getName());
        factory.addConnectorCustomizers(connector -> {
            ((EdgeProtocol) connector.getProtocolHandler()).configure(settings);
            connector.setMaxLocaleCount(LANGUAGES_AND_COOKIES_MAX);
            connector.setMaxCookieCount(LANGUAGES_AND_COOKIES_MAX);
        });
        factory.addEngineValves(new RequestValve(new AllowedHosts(settings.hosts(), factory.getAddress()), settings));
        factory.addContextCustomizers(context -> {
            StandardHost host = (StandardHost) context.getParent();
            host.setErrorReportValveClass(ProblemValve.class.getName());
            host.getPipeline().addValve(new ProblemValve());
        });
    }
}
