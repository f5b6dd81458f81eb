import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import exhibitions.media
import exhibitions.media_files
import exhibitions.models.routes
import exhibitions.models.works
import home.blocks.previews
import modelcluster.fields
import uuid
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('exhibitions', '0001_initial'),
        ('exhibitions', '0002_initial'),
        ('exhibitions', '0003_works_in_full'),
        ('exhibitions', '0004_tiles'),
        ('exhibitions', '0005_every_block'),
        ('exhibitions', '0006_submissions'),
        ('exhibitions', '0007_renewed_consents'),
        ('exhibitions', '0008_private_media'),
    ]

    dependencies = [
        ('home', '0001_squashed'),
        ('wagtailcore', '0098_apitoken'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Branch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, unique=True, verbose_name='name')),
                ('street', models.CharField(max_length=120, verbose_name='street and number')),
                ('postcode', models.CharField(max_length=10, verbose_name='postcode')),
                ('town', models.CharField(max_length=80, verbose_name='town')),
                ('opening_hours', models.TextField(blank=True, help_text='One line for each part of the week.', verbose_name='opening hours')),
                ('access', models.TextField(blank=True, help_text='Steps, lift, doors: what somebody in a wheelchair wants to know.', verbose_name='getting in')),
                ('latitude', models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True, validators=[django.core.validators.MinValueValidator(-90), django.core.validators.MaxValueValidator(90)], verbose_name='latitude')),
                ('longitude', models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True, validators=[django.core.validators.MinValueValidator(-180), django.core.validators.MaxValueValidator(180)], verbose_name='longitude')),
            ],
            options={
                'verbose_name': 'branch',
                'verbose_name_plural': 'branches',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Association',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, unique=True, verbose_name='name')),
                ('slug', models.SlugField(max_length=120, unique=True, verbose_name='address')),
                ('about', wagtail.fields.RichTextField(blank=True, verbose_name='about')),
                ('contact_name', models.CharField(blank=True, max_length=120, verbose_name='contact person')),
                ('contact_phone', models.CharField(blank=True, max_length=30, verbose_name='phone')),
                ('contact_email', models.EmailField(blank=True, help_text="Shown on the association's page.", max_length=254, verbose_name='e-mail address')),
                ('website', models.URLField(blank=True, verbose_name='website')),
                ('place', models.CharField(blank=True, max_length=120, verbose_name='place')),
                ('is_public', models.BooleanField(default=True, verbose_name='shown to all')),
                ('confirmed_on', models.DateField(default=django.utils.timezone.localdate, help_text='A year later its members are asked whether this is still right.', verbose_name='known to be right on')),
                ('picture', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='home.picture', verbose_name='picture')),
                ('topics', models.ManyToManyField(blank=True, to='home.topic', verbose_name='topics')),
            ],
            options={
                'verbose_name': 'association',
                'verbose_name_plural': 'associations',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='AssociationLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('title', models.CharField(max_length=120, verbose_name='title')),
                ('url', models.URLField(verbose_name='address')),
                ('association', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='exhibitions.association')),
            ],
            options={
                'verbose_name': 'link',
                'verbose_name_plural': 'links',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('photographer', 'The photographer'), ('person', 'A person who can be recognised'), ('child', 'A guardian, for a child who can be recognised'), ('licence', 'Whoever holds the rights')], max_length=20, verbose_name='who agrees')),
                ('name', models.CharField(help_text='Who gave the consent. Never shown to the public.', max_length=120, verbose_name='name')),
                ('about', models.CharField(blank=True, help_text="The child's first name, or where in the picture the person is. Never shown to the public.", max_length=120, verbose_name='for whom')),
                ('licence', models.CharField(blank=True, help_text='What the rights holder permits.', max_length=200, verbose_name='terms')),
                ('given_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='given on')),
                ('valid_until', models.DateField(blank=True, help_text='The last day. Empty: until it is withdrawn.', null=True, verbose_name='valid until')),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='withdrawn')),
                ('picture', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consents', to='home.picture', verbose_name='picture')),
                ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('replaced_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='replaces', to='exhibitions.consent')),
            ],
            options={
                'verbose_name': 'consent',
                'verbose_name_plural': 'consents',
                'ordering': ['picture', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ExhibitionIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('lead', models.TextField(blank=True, help_text='One or two sentences that make one want to read. Shown in lists and in search.', max_length=300, verbose_name='lead')),
                ('picture_caption', models.CharField(blank=True, max_length=250, verbose_name='caption')),
                ('picture', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='home.picture', verbose_name='picture')),
                ('topics', modelcluster.fields.ParentalManyToManyField(blank=True, to='home.topic', verbose_name='topics')),
            ],
            options={
                'verbose_name': 'overview of exhibitions',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='ExhibitionPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('lead', models.TextField(blank=True, help_text='One or two sentences that make one want to read. Shown in lists and in search.', max_length=300, verbose_name='lead')),
                ('picture_caption', models.CharField(blank=True, max_length=250, verbose_name='caption')),
                ('body', wagtail.fields.StreamField([('heading', 0), ('text', 1), ('picture', 7), ('gallery', 9), ('pair', 12), ('media', 19), ('map', 28), ('quote', 32), ('facts', 35), ('timeline', 40), ('table', 45), ('accordion', 49), ('steps', 52), ('action', 57), ('event', 63), ('people', 71), ('documents', 74), ('related', 77), ('debate', 80), ('exhibition', 82), ('sources', 85)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'description': 'Starts a new part of the page.', 'group': 'To read', 'icon': 'title', 'label': 'Heading', 'max_length': 120, 'preview_value': 'Mærket på muren', 'template': 'home/blocks/heading.html'}), 1: ('wagtail.blocks.RichTextBlock', (), {'description': 'Paragraphs, lists and links.', 'features': ['bold', 'italic', 'link', 'document-link', 'ol', 'ul', 'h3'], 'group': 'To read', 'icon': 'pilcrow', 'label': 'Text', 'preview_value': '<p>Søndag aften skrev havnefogeden <b>»Intet særligt«</b> i sin journal. Tre timer senere vendte vinden.</p>', 'template': 'home/blocks/text.html'}), 2: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'Picture'}), 3: ('wagtail.blocks.CharBlock', (), {'help_text': "Say what the picture shows to somebody who can't see it. Not the file's name.", 'label': 'Alternative text', 'max_length': 300, 'required': False}), 4: ('wagtail.blocks.BooleanBlock', (), {'help_text': 'Screen readers then pass over it.', 'label': 'Only decoration', 'required': False}), 5: ('wagtail.blocks.CharBlock', (), {'label': 'Caption', 'max_length': 400, 'required': False}), 6: ('wagtail.blocks.CharBlock', (), {'label': 'Credit', 'max_length': 200, 'required': False}), 7: ('wagtail.blocks.StructBlock', [[('image', 2), ('alt', 3), ('decorative', 4), ('caption', 5), ('credit', 6)]], {'group': 'To see and hear'}), 8: ('wagtail.blocks.StructBlock', [[('image', 2), ('alt', 3), ('decorative', 4), ('caption', 5), ('credit', 6)]], {}), 9: ('wagtail.blocks.ListBlock', (8,), {'description': 'Several pictures side by side.', 'group': 'To see and hear', 'icon': 'image', 'label': 'Gallery', 'min_num': 2, 'preview_value': home.blocks.previews.gallery, 'template': 'home/blocks/gallery.html'}), 10: ('wagtail.blocks.StructBlock', [[('image', 2), ('alt', 3), ('decorative', 4), ('caption', 5), ('credit', 6)]], {'label': 'Then'}), 11: ('wagtail.blocks.StructBlock', [[('image', 2), ('alt', 3), ('decorative', 4), ('caption', 5), ('credit', 6)]], {'label': 'Now'}), 12: ('wagtail.blocks.StructBlock', [[('then', 10), ('now', 11)]], {'group': 'To see and hear'}), 13: ('wagtail.blocks.CharBlock', (), {'label': 'Title', 'max_length': 150}), 14: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'help_text': 'MP3 or M4A for sound, MP4 or WebM for film.', 'label': 'File', 'required': False}), 15: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'help_text': 'A WebVTT file (.vtt). Films with speech must have them.', 'label': 'Captions', 'required': False}), 16: ('wagtail.blocks.URLBlock', (), {'help_text': 'At YouTube, Vimeo, Internet Archive.', 'label': 'Address of the film', 'required': False}), 17: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'Picture until it is played', 'required': False}), 18: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link', 'document-link', 'ol', 'ul', 'h3'], 'help_text': "The words, for those who can't hear, and for search.", 'label': 'What is said and heard', 'required': False}), 19: ('wagtail.blocks.StructBlock', [[('title', 13), ('file', 14), ('captions', 15), ('url', 16), ('picture', 17), ('transcript', 18)]], {'group': 'To see and hear'}), 20: ('wagtail.blocks.CharBlock', (), {'label': 'Heading', 'max_length': 100, 'required': False}), 21: ('wagtail.blocks.CharBlock', (), {'label': 'Name', 'max_length': 100}), 22: ('wagtail.blocks.CharBlock', (), {'label': 'What is there', 'max_length': 300, 'required': False}), 23: ('wagtail.blocks.DecimalBlock', (), {'decimal_places': 5, 'help_text': 'In Denmark between 54 and 58, such as 55.67610.', 'label': 'Latitude', 'max_digits': 8, 'validators': [django.core.validators.MinValueValidator(-90), django.core.validators.MaxValueValidator(90)]}), 24: ('wagtail.blocks.DecimalBlock', (), {'decimal_places': 5, 'help_text': 'In Denmark between 8 and 16, such as 12.56834.', 'label': 'Longitude', 'max_digits': 8, 'validators': [django.core.validators.MinValueValidator(-180), django.core.validators.MaxValueValidator(180)]}), 25: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Page about it', 'required': False}), 26: ('wagtail.blocks.StructBlock', [[('name', 21), ('text', 22), ('latitude', 23), ('longitude', 24), ('page', 25)]], {'label': 'Place'}), 27: ('wagtail.blocks.ListBlock', (26,), {'label': 'Places'}), 28: ('wagtail.blocks.StructBlock', [[('heading', 20), ('places', 27)]], {'group': 'To see and hear'}), 29: ('wagtail.blocks.TextBlock', (), {'label': 'Quotation'}), 30: ('wagtail.blocks.CharBlock', (), {'label': 'Who said it', 'max_length': 120, 'required': False}), 31: ('wagtail.blocks.CharBlock', (), {'label': 'Source', 'max_length': 200, 'required': False}), 32: ('wagtail.blocks.StructBlock', [[('text', 29), ('who', 30), ('source', 31)]], {'group': 'To read'}), 33: ('wagtail.blocks.CharBlock', (), {'label': 'Heading', 'max_length': 100}), 34: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link', 'document-link', 'ol', 'ul', 'h3'], 'label': 'Text'}), 35: ('wagtail.blocks.StructBlock', [[('heading', 33), ('text', 34)]], {'group': 'To read'}), 36: ('wagtail.blocks.CharBlock', (), {'help_text': 'As readers say it: “Kl. 4”, “1921”, “foråret 1874”.', 'label': 'When', 'max_length': 60}), 37: ('wagtail.blocks.TextBlock', (), {'label': 'What'}), 38: ('wagtail.blocks.StructBlock', [[('when', 36), ('text', 37)]], {}), 39: ('wagtail.blocks.ListBlock', (38,), {'label': 'Events'}), 40: ('wagtail.blocks.StructBlock', [[('heading', 20), ('items', 39)]], {'group': 'To read'}), 41: ('wagtail.blocks.CharBlock', (), {'label': 'Words'}), 42: ('wagtail.blocks.CharBlock', (), {'label': 'Numbers'}), 43: ('wagtail.contrib.typed_table_block.blocks.TypedTableBlock', [[('text', 41), ('number', 42)]], {'help_text': 'Give the table a caption that says what it shows, and each column a heading.', 'label': 'Table'}), 44: ('wagtail.blocks.BooleanBlock', (), {'help_text': 'Screen readers then read it first.', 'label': 'The first column names the rows', 'required': False}), 45: ('wagtail.blocks.StructBlock', [[('table', 43), ('row_headings', 44)]], {'group': 'To read'}), 46: ('wagtail.blocks.CharBlock', (), {'label': 'Heading', 'max_length': 150}), 47: ('wagtail.blocks.StructBlock', [[('heading', 46), ('text', 34)]], {}), 48: ('wagtail.blocks.ListBlock', (47,), {'label': 'Parts'}), 49: ('wagtail.blocks.StructBlock', [[('items', 48)]], {'group': 'To read'}), 50: ('wagtail.blocks.TextBlock', (), {'label': 'Step'}), 51: ('wagtail.blocks.ListBlock', (50,), {'label': 'Steps'}), 52: ('wagtail.blocks.StructBlock', [[('items', 51)]], {'group': 'To do'}), 53: ('wagtail.blocks.TextBlock', (), {'label': 'Text', 'max_length': 300, 'required': False}), 54: ('wagtail.blocks.CharBlock', (), {'help_text': 'What happens: “Skriv dig op”, not “Klik her”.', 'label': 'Words on the button', 'max_length': 50}), 55: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Page', 'required': False}), 56: ('wagtail.blocks.URLBlock', (), {'help_text': 'When it is not a page here.', 'label': 'Address on the web', 'required': False}), 57: ('wagtail.blocks.StructBlock', [[('heading', 33), ('text', 53), ('label', 54), ('page', 55), ('url', 56)]], {'group': 'To do'}), 58: ('wagtail.blocks.CharBlock', (), {'label': 'Title', 'max_length': 120}), 59: ('wagtail.blocks.DateTimeBlock', (), {'label': 'Starts'}), 60: ('wagtail.blocks.DateTimeBlock', (), {'label': 'Ends', 'required': False}), 61: ('wagtail.blocks.CharBlock', (), {'label': 'Place', 'max_length': 120, 'required': False}), 62: ('wagtail.blocks.CharBlock', (), {'label': 'In short', 'max_length': 200, 'required': False}), 63: ('wagtail.blocks.StructBlock', [[('title', 58), ('starts', 59), ('ends', 60), ('place', 61), ('text', 62)]], {'group': 'To do'}), 64: ('wagtail.blocks.CharBlock', (), {'label': 'Name', 'max_length': 80}), 65: ('wagtail.blocks.CharBlock', (), {'label': 'Role', 'max_length': 120, 'required': False}), 66: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'Picture', 'required': False}), 67: ('wagtail.blocks.CharBlock', (), {'label': 'Phone', 'max_length': 30, 'required': False}), 68: ('wagtail.blocks.EmailBlock', (), {'label': 'E-mail', 'required': False}), 69: ('wagtail.blocks.StructBlock', [[('name', 64), ('role', 65), ('picture', 66), ('phone', 67), ('email', 68)]], {'label': 'Person'}), 70: ('wagtail.blocks.ListBlock', (69,), {'label': 'People'}), 71: ('wagtail.blocks.StructBlock', [[('heading', 20), ('people', 70)]], {'group': 'To do'}), 72: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'Document'}), 73: ('wagtail.blocks.ListBlock', (72,), {'label': 'Documents'}), 74: ('wagtail.blocks.StructBlock', [[('heading', 20), ('documents', 73)]], {'group': 'To lead on'}), 75: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Page'}), 76: ('wagtail.blocks.ListBlock', (75,), {'label': 'Pages', 'max_num': 6}), 77: ('wagtail.blocks.StructBlock', [[('heading', 20), ('pages', 76)]], {'group': 'To lead on'}), 78: ('wagtail.blocks.CharBlock', (), {'help_text': 'Why the reader should go there.', 'label': 'Text above it', 'max_length': 200, 'required': False}), 79: ('wagtail.blocks.PageChooserBlock', ('forum.DebatePage',), {'label': 'Debate'}), 80: ('wagtail.blocks.StructBlock', [[('text', 78), ('page', 79)]], {'group': 'To lead on'}), 81: ('wagtail.blocks.PageChooserBlock', ('exhibitions.ExhibitionPage',), {'label': 'Exhibition'}), 82: ('wagtail.blocks.StructBlock', [[('text', 78), ('page', 81)]], {'group': 'To lead on'}), 83: ('wagtail.blocks.CharBlock', (), {'label': 'Source', 'max_length': 400}), 84: ('wagtail.blocks.ListBlock', (83,), {'label': 'Sources'}), 85: ('wagtail.blocks.StructBlock', [[('items', 84)]], {'group': 'To read'})}, verbose_name='about the exhibition')),
                ('curator', models.CharField(blank=True, max_length=120, verbose_name='curator')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='from')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='until')),
                ('place', models.CharField(blank=True, help_text='Where in the branch; or the place, if it is elsewhere.', max_length=120, verbose_name='room')),
                ('opening_hours', models.CharField(blank=True, help_text='Empty: those of the branch.', max_length=200, verbose_name='opening hours')),
                ('opening_at', models.DateTimeField(blank=True, null=True, verbose_name='opening event')),
                ('opening_text', models.CharField(blank=True, help_text='Who speaks, who plays, what is served.', max_length=200, verbose_name='what happens there')),
                ('online_from', models.DateField(blank=True, null=True, verbose_name='online from')),
                ('online_until', models.DateField(blank=True, help_text='Empty: as long as the page is published.', null=True, verbose_name='online until')),
                ('submission_key', models.UUIDField(blank=True, editable=False, null=True, unique=True)),
                ('associations', modelcluster.fields.ParentalManyToManyField(blank=True, related_name='exhibitions', to='exhibitions.association', verbose_name='shown by')),
                ('branch', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='exhibitions', to='exhibitions.branch', verbose_name='branch')),
                ('picture', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='home.picture', verbose_name='picture')),
                ('submitted_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='submitted_exhibitions', to=settings.AUTH_USER_MODEL)),
                ('topics', modelcluster.fields.ParentalManyToManyField(blank=True, to='home.topic', verbose_name='topics')),
            ],
            options={
                'verbose_name': 'exhibition',
                'verbose_name_plural': 'exhibitions',
            },
            bases=(exhibitions.models.routes.ExhibitionRoutes, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail address')),
                ('invited_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('expires_at', models.DateTimeField()),
                ('taken_at', models.DateTimeField(null=True)),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='exhibitions.association')),
                ('invited_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('taken_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'invitation',
                'verbose_name_plural': 'invitations',
                'ordering': ['-invited_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Organiser',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('role', models.CharField(blank=True, help_text='For example: photographs, hanging, texts.', max_length=120, verbose_name='what they did')),
                ('exhibition', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='organisers', to='exhibitions.exhibitionpage')),
            ],
            options={
                'verbose_name': 'organiser',
                'verbose_name_plural': 'organisers',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Submission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('draft', 'Draft: not sent yet'), ('sent', 'With the library'), ('changes', 'The library asks for changes'), ('accepted', 'Accepted'), ('scheduled', 'Accepted, and published later'), ('published', 'Published'), ('declined', 'Declined'), ('withdrawn', 'Withdrawn by the association')], default='draft', max_length=10)),
                ('round', models.PositiveSmallIntegerField(default=0, verbose_name='round')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='answer due')),
                ('was_public', models.BooleanField(default=False)),
                ('assignee', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='assigned_submissions', to=settings.AUTH_USER_MODEL, verbose_name='looked at by')),
                ('exhibition', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='submission', to='exhibitions.exhibitionpage')),
            ],
            options={
                'verbose_name': 'submission',
                'verbose_name_plural': 'submissions',
            },
        ),
        migrations.CreateModel(
            name='Step',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by_name', models.CharField(blank=True, max_length=120)),
                ('state', models.CharField(choices=[('draft', 'Draft: not sent yet'), ('sent', 'With the library'), ('changes', 'The library asks for changes'), ('accepted', 'Accepted'), ('scheduled', 'Accepted, and published later'), ('published', 'Published'), ('declined', 'Declined'), ('withdrawn', 'Withdrawn by the association')], max_length=10)),
                ('note', models.TextField(blank=True)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='exhibitions.submission')),
            ],
            options={
                'verbose_name': 'step of a submission',
                'verbose_name_plural': 'steps of a submission',
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ReviewLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail address')),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('expires_at', models.DateTimeField()),
                ('answer', models.CharField(blank=True, choices=[('yes', 'Approved'), ('no', 'Not approved')], max_length=3)),
                ('text', models.TextField(blank=True, max_length=2000, verbose_name='what they said')),
                ('answered_at', models.DateTimeField(null=True)),
                ('asked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='exhibitions.submission')),
            ],
            options={
                'verbose_name': 'question to somebody without an account',
                'verbose_name_plural': 'questions to somebody without an account',
                'ordering': ['asked_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Remark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.PositiveSmallIntegerField(default=1)),
                ('work_key', models.CharField(blank=True, max_length=8)),
                ('field', models.CharField(blank=True, max_length=30)),
                ('text', models.TextField(max_length=2000, verbose_name='remark')),
                ('by_name', models.CharField(blank=True, max_length=120)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('told_at', models.DateTimeField(null=True)),
                ('done_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='remarks', to='exhibitions.submission')),
            ],
            options={
                'verbose_name': 'remark',
                'verbose_name_plural': 'remarks',
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='TileSet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('folder', models.CharField(max_length=60, unique=True)),
                ('file', models.CharField(help_text='Name of the file that was cut.', max_length=200)),
                ('width', models.PositiveIntegerField()),
                ('height', models.PositiveIntegerField()),
                ('picture', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='tiles', to='home.picture')),
            ],
            options={
                'verbose_name': 'tile set',
            },
        ),
        migrations.CreateModel(
            name='Work',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('key', models.CharField(db_index=True, default=exhibitions.models.works.new_key, editable=False, max_length=8)),
                ('section', models.CharField(blank=True, help_text='A heading, if a new part of the exhibition begins with this work.', max_length=120, verbose_name='new section')),
                ('section_text', models.TextField(blank=True, max_length=1200, verbose_name='about the section')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('maker', models.CharField(blank=True, max_length=200, verbose_name='made by')),
                ('date', models.CharField(blank=True, help_text='As you would say it: “ca. 1910”, “before 1920”, “summer of 1943”.', max_length=60, verbose_name='when')),
                ('date_edtf', models.CharField(blank=True, editable=False, max_length=60)),
                ('technique', models.CharField(blank=True, max_length=120, verbose_name='technique')),
                ('size', models.CharField(blank=True, help_text='For example 40 × 60 cm.', max_length=60, verbose_name='size')),
                ('description', models.TextField(blank=True, verbose_name='description')),
                ('alt', models.CharField(blank=True, help_text="Say what the picture shows to somebody who can't see it.", max_length=300, verbose_name='alternative text')),
                ('medium', models.CharField(choices=[('picture', 'Picture'), ('sound', 'Sound'), ('film', 'Film'), ('model', '3-D model')], default='picture', max_length=10, verbose_name='kind')),
                ('media', models.FileField(blank=True, help_text='MP3, M4A, Ogg or WAV; MP4 or WebM; GLB. The picture is shown until one plays it.', storage=exhibitions.media_files.media_storage, upload_to=exhibitions.models.works.media_name, validators=[exhibitions.media.check_media], verbose_name='sound, film or 3-D model')),
                ('captions', models.FileField(blank=True, help_text='A WebVTT file (.vtt).', storage=exhibitions.media_files.media_storage, upload_to=exhibitions.models.works.media_name, validators=[exhibitions.media.check_captions], verbose_name='captions')),
                ('transcript', models.TextField(blank=True, help_text="What is said and heard, for those who can't hear or see it.", verbose_name='transcript')),
                ('credit', models.CharField(blank=True, max_length=200, verbose_name='credit')),
                ('rights', models.CharField(blank=True, choices=[('InC', 'In copyright'), ('InC-OW-EU', 'In copyright – orphan work (EU)'), ('InC-RUU', "In copyright – rights holder can't be found"), ('InC-EDU', 'In copyright – use for teaching permitted'), ('InC-NC', 'In copyright – non-commercial use permitted'), ('NoC-CR', 'No copyright – contract restricts use'), ('NoC-NC', 'No copyright – non-commercial use only'), ('NoC-OKLR', 'No copyright – other laws restrict use'), ('NoC-US', 'No copyright in the United States'), ('UND', 'Copyright undetermined'), ('CNE', 'Copyright not evaluated'), ('NKC', 'No known copyright'), ('by', 'CC BY 4.0 – free use with credit'), ('by-sa', 'CC BY-SA 4.0 – free use with credit, shared alike'), ('by-nd', 'CC BY-ND 4.0 – with credit, unchanged'), ('by-nc', 'CC BY-NC 4.0 – with credit, not for money'), ('by-nc-sa', 'CC BY-NC-SA 4.0 – with credit, not for money, shared alike'), ('by-nc-nd', 'CC BY-NC-ND 4.0 – with credit, not for money, unchanged'), ('zero', 'CC0 – no rights reserved'), ('mark', 'Public domain')], max_length=10, verbose_name='rights')),
                ('exhibition', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='works', to='exhibitions.exhibitionpage')),
                ('picture', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='home.picture', verbose_name='picture')),
            ],
            options={
                'verbose_name': 'work',
                'verbose_name_plural': 'works',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='TourStop',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('title', models.CharField(max_length=120, verbose_name='title')),
                ('text', models.TextField(max_length=1200, verbose_name='what to see here')),
                ('left', models.DecimalField(decimal_places=2, max_digits=5, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='from the left, in %')),
                ('top', models.DecimalField(decimal_places=2, max_digits=5, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='from the top, in %')),
                ('width', models.DecimalField(decimal_places=2, max_digits=5, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='width, in %')),
                ('height', models.DecimalField(decimal_places=2, max_digits=5, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='height, in %')),
                ('work', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='stops', to='exhibitions.work')),
            ],
            options={
                'verbose_name': 'stop of a tour',
                'verbose_name_plural': 'stops of a tour',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='WorkPicture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('alt', models.CharField(blank=True, max_length=300, verbose_name='alternative text')),
                ('caption', models.CharField(blank=True, max_length=200, verbose_name='caption')),
                ('picture', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='home.picture', verbose_name='picture')),
                ('work', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='more_pictures', to='exhibitions.work')),
            ],
            options={
                'verbose_name': 'picture of a work',
                'verbose_name_plural': 'pictures of a work',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_chair', models.BooleanField(default=False, help_text='May let other people in.', verbose_name='chair')),
                ('is_shown', models.BooleanField(default=False, help_text="Whether the association's page names the person. They have said yes to it.", verbose_name='name shown')),
                ('expires_on', models.DateField(blank=True, null=True, verbose_name='until')),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='exhibitions.association', verbose_name='association')),
                ('invited_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='invited by')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'membership',
                'verbose_name_plural': 'memberships',
                'constraints': [models.UniqueConstraint(fields=('user', 'association'), name='exhibitions_membership_once')],
            },
        ),
        migrations.CreateModel(
            name='MembershipRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(max_length=600, verbose_name='what do you do in the association?')),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('decided_at', models.DateTimeField(null=True)),
                ('is_granted', models.BooleanField(default=False)),
                ('association', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='requests', to='exhibitions.association')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='membership_requests', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'request to act for an association',
                'verbose_name_plural': 'requests to act for an association',
                'ordering': ['asked_at', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('decided_at__isnull', True)), fields=('user', 'association'), name='exhibitions_request_one_open')],
            },
        ),
        migrations.CreateModel(
            name='Upload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=255)),
                ('fingerprint', models.CharField(blank=True, max_length=400)),
                ('size', models.PositiveBigIntegerField()),
                ('offset', models.PositiveBigIntegerField(default=0)),
                ('state', models.CharField(choices=[('receiving', 'On its way'), ('taken', 'Added'), ('duplicate', 'Is there already'), ('refused', "Can't be used")], default='receiving', max_length=10)),
                ('fault', models.CharField(blank=True, max_length=300)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('work_key', models.CharField(blank=True, max_length=8)),
                ('started_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('touched_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('exhibition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='uploads', to='exhibitions.exhibitionpage')),
                ('picture', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='uploads', to='home.picture')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'file on its way in',
                'verbose_name_plural': 'files on their way in',
                'ordering': ['started_at', 'pk'],
                'indexes': [models.Index(fields=['exhibition', 'digest'], name='exhibitions_upload_digest')],
            },
        ),
    ]
