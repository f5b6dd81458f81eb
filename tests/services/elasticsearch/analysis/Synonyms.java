package torvet.analysis;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.synonym.SolrSynonymParser;
import org.apache.lucene.analysis.synonym.SynonymFilter;
import org.apache.lucene.analysis.synonym.SynonymGraphFilter;
import org.apache.lucene.analysis.synonym.SynonymMap;
import org.apache.lucene.util.CharsRef;
import org.apache.lucene.util.CharsRefBuilder;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.index.IndexService.IndexCreationContext;
import org.elasticsearch.index.analysis.AbstractTokenFilterFactory;
import org.elasticsearch.index.analysis.Analysis;
import org.elasticsearch.index.analysis.AnalysisMode;
import org.elasticsearch.index.analysis.CharFilterFactory;
import org.elasticsearch.index.analysis.CustomAnalyzer;
import org.elasticsearch.index.analysis.TokenFilterFactory;
import org.elasticsearch.index.analysis.TokenizerFactory;
import org.elasticsearch.indices.analysis.AnalysisModule.AnalysisProvider;

import java.io.IOException;
import java.io.StringReader;
import java.text.ParseException;
import java.util.List;
import java.util.function.Function;

/**
 * `synonym` and `synonym_graph` in the Solr format, from `synonyms` or `synonyms_path`, with `expand`, `lenient` and
 * `updateable`. The rules are read with the filters that stand before this one in the analyzer, so the map can only be
 * built once that chain is known.
 */
final class Synonyms extends AbstractTokenFilterFactory {
    private final List<String> rules;
    private final Settings settings;
    private final boolean graph;

    private Synonyms(String name, Environment environment, Settings settings, boolean graph) {
        super(name, settings);
        this.settings = settings;
        this.graph = graph;
        this.rules = Analysis.getWordList(environment, settings, "synonyms");
        if (rules == null) {
            throw new IllegalArgumentException("synonym requires either `synonyms`, `synonyms_set` or `synonyms_path` to be configured");
        }
    }

    static AnalysisProvider<TokenFilterFactory> provider(boolean graph) {
        return (index, environment, name, settings) -> new Synonyms(name, environment, settings, graph);
    }

    @Override
    public TokenStream create(TokenStream input) {
        throw new IllegalStateException("Call getChainAwareTokenFilterFactory to specialize this factory for an analysis chain first");
    }

    @Override
    public AnalysisMode getAnalysisMode() {
        return settings.getAsBoolean("updateable", false) ? AnalysisMode.SEARCH_TIME : AnalysisMode.ALL;
    }

    @Override
    public TokenFilterFactory getChainAwareTokenFilterFactory(
        IndexCreationContext context,
        TokenizerFactory tokenizer,
        List<CharFilterFactory> charFilters,
        List<TokenFilterFactory> before,
        Function<String, TokenFilterFactory> all
    ) {
        var chain = before.stream().map(TokenFilterFactory::getSynonymFilter).toArray(TokenFilterFactory[]::new);
        SynonymMap map = read(new CustomAnalyzer(tokenizer, charFilters.toArray(CharFilterFactory[]::new), chain));
        AnalysisMode mode = getAnalysisMode();
        return new TokenFilterFactory() {
            @Override
            public String name() {
                return Synonyms.this.name();
            }

            @Override
            public TokenStream create(TokenStream input) {
                if (map.fst == null) {
                    return input;
                }
                return graph ? new SynonymGraphFilter(input, map, false) : new SynonymFilter(input, map, false);
            }

            /** Rules of a later synonym filter are not expanded by this one. */
            @Override
            public TokenFilterFactory getSynonymFilter() {
                return IDENTITY_FILTER;
            }

            @Override
            public AnalysisMode getAnalysisMode() {
                return mode;
            }
        };
    }

    private SynonymMap read(Analyzer analyzer) {
        boolean lenient = settings.getAsBoolean("lenient", getAnalysisMode() == AnalysisMode.SEARCH_TIME);
        try (analyzer) {
            var parser = new Parser(settings.getAsBoolean("expand", true), lenient, analyzer);
            parser.parse(new StringReader(String.join("\n", rules)));
            return parser.build();
        } catch (IOException | ParseException error) {
            throw new IllegalArgumentException("failed to build synonyms", error);
        }
    }

    /** Lucene's parser; when lenient it leaves out a term that analyses to nothing, instead of refusing the rule. */
    private static final class Parser extends SolrSynonymParser {
        private final boolean lenient;

        Parser(boolean expand, boolean lenient, Analyzer analyzer) {
            super(true, expand, analyzer);
            this.lenient = lenient;
        }

        @Override
        public CharsRef analyze(String text, CharsRefBuilder reuse) throws IOException {
            try {
                return super.analyze(text, reuse);
            } catch (IllegalArgumentException error) {
                if (lenient) {
                    return new CharsRef();
                }
                throw error;
            }
        }

        @Override
        public void add(CharsRef from, CharsRef to, boolean includeOriginal) {
            if (lenient == false || (from.length > 0 && to.length > 0)) {
                super.add(from, to, includeOriginal);
            }
        }
    }
}
