package dev.budgetledger.edge;

import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.http.parser.HttpParser;

/** HTTP/1.1 as the services take it. Public for Tomcat, which knows it by name. */
public final class EdgeProtocol extends Http11NioProtocol {

    /** Reads {@code unit=元} as a person types it: bytes of a query beyond ASCII, which must be UTF-8. */
    private static final HttpParser AS_TYPED = new HttpParser(null, null) {
        @Override
        public boolean isQueryRelaxed(int value) {
            return value < 0 || super.isQueryRelaxed(value); // bytes as Java has them
        }

        @Override
        public boolean isNotRequestTargetRelaxed(int value) {
            return value >= 0 && super.isNotRequestTargetRelaxed(value);
        }
    };

    private final EdgeEndpoint endpoint;
    private boolean isQueryAsTyped;
    private long writeTimeoutMillis;

    public EdgeProtocol() {
        this(new EdgeEndpoint());
    }

    private EdgeProtocol(EdgeEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    void configure(EdgeSettings settings) {
        isQueryAsTyped = settings.queryAsTyped();
        writeTimeoutMillis = settings.writeTimeout().toMillis();
        endpoint.configure(settings);
    }

    @Override
    protected Processor createProcessor() {
        return new EdgeProcessor(this, getAdapter(), writeTimeoutMillis);
    }

    @Override
    public HttpParser getHttpParser() {
        return isQueryAsTyped ? AS_TYPED : super.getHttpParser();
    }
}
