package dev.budgetledger.ledger.commands;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/** Reads a name as it is written. Jackson itself passes over the spaces round it. */
final class ExactNames extends ValueDeserializerModifier {

    private static final long serialVersionUID = 1L;

    @Override
    public ValueDeserializer<?> modifyEnumDeserializer(DeserializationConfig config, JavaType type,
            BeanDescription.Supplier description, ValueDeserializer<?> lenient) {
        return new ExactName(type.getRawClass());
    }

    private static final class ExactName extends StdScalarDeserializer<Object> {

        ExactName(Class<?> type) {
            super(type);
        }

        @Override
        public @Nullable Object deserialize(JsonParser json, DeserializationContext context) {
            if (!json.hasToken(JsonToken.VALUE_STRING)) {
                return context.handleUnexpectedToken(getValueType(context), json);
            }
            for (Object constant : handledType().getEnumConstants()) {
                if (((Enum<?>) constant).name().equals(json.getString())) {
                    return constant;
                }
            }
            return context.handleWeirdStringValue(handledType(), json.getString(), "no such name");
        }
    }
}
