package torvet.analysis;

import org.apache.lucene.analysis.charfilter.HTMLStripCharFilter;
import org.apache.lucene.analysis.charfilter.MappingCharFilter;
import org.apache.lucene.analysis.charfilter.NormalizeCharMap;
import org.apache.lucene.analysis.pattern.PatternReplaceCharFilter;
import org.elasticsearch.common.regex.Regex;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.index.analysis.AbstractCharFilterFactory;
import org.elasticsearch.index.analysis.Analysis;
import org.elasticsearch.index.analysis.CharFilterFactory;
import org.elasticsearch.index.analysis.NormalizingCharFilterFactory;
import org.elasticsearch.indices.analysis.AnalysisModule.AnalysisProvider;
import org.elasticsearch.plugins.AnalysisPlugin;

import java.io.Reader;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The character filters `html_strip`, `mapping` and `pattern_replace`. */
final class CharFilters {
    private static final Pattern RULE = Pattern.compile("(.*)\\s*=>\\s*(.*)\\s*", Pattern.DOTALL);
    private static final Pattern ESCAPE = Pattern.compile("\\\\(u[0-9a-fA-F]{4}|.)", Pattern.DOTALL);

    private CharFilters() {}

    static Map<String, AnalysisProvider<CharFilterFactory>> all() {
        return Map.of(
            "html_strip", (index, environment, name, settings) -> {
                Set<String> keptTags = Set.copyOf(settings.getAsList("escaped_tags"));
                return new CharFilter(name, reader -> new HTMLStripCharFilter(reader, keptTags));
            },
            "mapping", AnalysisPlugin.requiresAnalysisSettings((index, environment, name, settings) -> {
                NormalizeCharMap map = mapping(environment, settings);
                return new Normalizing(name, reader -> new MappingCharFilter(map, reader));
            }),
            "pattern_replace", AnalysisPlugin.requiresAnalysisSettings((index, environment, name, settings) -> {
                Pattern pattern = Regex.compile(TokenFilters.required(settings, "pattern"), settings.get("flags"));
                String replacement = settings.get("replacement", "");
                return new Normalizing(name, reader -> new PatternReplaceCharFilter(pattern, replacement, reader));
            })
        );
    }

    private static NormalizeCharMap mapping(Environment environment, Settings settings) {
        List<String> rules = Analysis.getWordList(environment, settings, "mappings");
        if (rules == null) {
            throw new IllegalArgumentException("mapping requires either `mappings` or `mappings_path` to be configured");
        }
        var builder = new NormalizeCharMap.Builder();
        for (String rule : rules) {
            Matcher sides = RULE.matcher(rule);
            if (sides.matches() == false) {
                throw new IllegalArgumentException("Invalid Mapping Rule : [" + rule + "]");
            }
            builder.add(unescape(sides.group(1).trim()), unescape(sides.group(2).trim()));
        }
        return builder.build();
    }

    private static String unescape(String text) {
        return ESCAPE.matcher(text).replaceAll(found -> {
            String code = found.group(1);
            return Matcher.quoteReplacement(switch (code.charAt(0)) {
                case 'u' -> code.length() == 5 ? String.valueOf((char) Integer.parseInt(code.substring(1), 16)) : "u";
                case 'n' -> "\n";
                case 't' -> "\t";
                case 'r' -> "\r";
                case 'b' -> "\b";
                case 'f' -> "\f";
                default -> code;
            });
        });
    }

    private static class CharFilter extends AbstractCharFilterFactory {
        private final UnaryOperator<Reader> wrap;

        CharFilter(String name, UnaryOperator<Reader> wrap) {
            super(name);
            this.wrap = wrap;
        }

        @Override
        public Reader create(Reader reader) {
            return wrap.apply(reader);
        }
    }

    private static final class Normalizing extends CharFilter implements NormalizingCharFilterFactory {
        Normalizing(String name, UnaryOperator<Reader> wrap) {
            super(name, wrap);
        }
    }
}
